// The text of a Marketo webhook → one object. What arrives is what an admin typed into the template, so mistakes are normal.
// Its one rule: the content type is not asked, since Marketo sets none that fits.
import { bodyText, InputError, isRecord, parseForm, parseJson } from '../../src/connector.ts'

/** Marketo puts quotes around texts itself; an admin who adds some gets `""text""`, or `""""` for an empty field. */
const DOUBLED_QUOTES = /(:\s*)""((?:[^"\\]|\\.)*?)""(?=\s*[,}])/g

/** @throws InputError */
export function readLead(body: Buffer): Record<string, unknown> {
  const text = bodyText(body).trim()
  if (text.startsWith('<')) {
    throw new InputError('XML cannot be read: write the payload template in Marketo as JSON or as a form.', {
      code: 'marketo.xml',
    })
  }
  const lead = text.startsWith('{') || text.startsWith('[') ? parseTemplate(text) : parseFields(text)
  if (!isRecord(lead)) {
    throw new InputError('The payload template must be one JSON object: {"leadId": {{lead.Id}}, …}.', {
      code: 'marketo.not-an-object',
    })
  }
  return lead
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
