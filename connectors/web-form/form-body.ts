// The body of a submitted form → its fields. Its one rule: names and values stay as the form has them.
import { bodyText, InputError, isRecord, parseForm, parseJson, type WebhookRequest } from '../../src/connector.ts'

/** @throws InputError */
export function readFields(request: WebhookRequest): Record<string, unknown> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/')) {
    throw new InputError('Forms with files cannot be read: leave "enctype" away, or send JSON.', {
      code: 'web-form.multipart',
    })
  }
  const text = bodyText(request.body).trim()
  // A page may send JSON as text/plain, which spares the browser a preflight request.
  const fields = type.includes('json') || text.startsWith('{') ? parseJson(text) : text.includes('=') && parseForm(text)
  if (!isRecord(fields) || Object.keys(fields).length === 0) {
    throw new InputError('The body holds no form fields: send name=value pairs or a JSON object.', {
      code: 'web-form.no-fields',
    })
  }
  return fields
}
