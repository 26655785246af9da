// The text of a Marketo webhook → one object. What arrives is what an admin typed into the template, so mistakes are normal.
// Its one rule: the content type is not asked, since Marketo sets none that fits.
import { bodyText, InputError, isRecord, parseForm, parseJson, parseXml } from '../../src/connector.ts'

/** Marketo puts quotes around texts itself; an admin who adds some gets `""text""`, or `""""` for an empty field. */
const DOUBLED_QUOTES = /(:\s*)""((?:[^"\\]|\\.)*?)""(?=\s*[,}])/g

/** @throws InputError */
export function readLead(body: Buffer): Record<string, unknown> {
  const text = bodyText(body).trim()
  const lead = parse(text)
  if (!isRecord(lead)) {
    throw new InputError(
      'The payload template must be one JSON object such as {"leadId": {{lead.Id}}, …}, or one XML element with the fields in it.',
      {
        code: 'marketo.not-an-object',
      },
    )
  }
  return lead
}

/** By its first character: Marketo sets no content type that could be trusted. */
function parse(text: string): unknown {
  if (text.startsWith('<')) return insideRoot(parseXml(text))
  return text.startsWith('{') || text.startsWith('[') ? parseTemplate(text) : parseFields(text)
}

/** `<lead><email>…</email></lead>`: what the admin named the root does not matter. */
function insideRoot(document: unknown): unknown {
  const roots = isRecord(document) ? Object.values(document) : []
  return roots.length === 1 ? roots[0] : undefined
}

function parseTemplate(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    const repaired = text.replaceAll(DOUBLED_QUOTES, '$1"$2"')
    if (repaired === text) throw error
    return parseJson(repaired)
  }
}

function parseFields(text: string): unknown {
  if (!text.includes('=')) {
    throw new InputError('The body is neither JSON nor a form: check the payload template in Marketo.', {
      code: 'marketo.unreadable',
    })
  }
  return parseForm(text)
}
