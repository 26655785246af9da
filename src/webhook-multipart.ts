// `multipart/form-data` of a webhook → its fields. Files are named, not kept: a lead is no place for attachments.
import { MultipartParseError, parseMultipart as partsOf } from '@remix-run/multipart-parser'
import { InputError } from './errors.ts'

export interface Multipart {
  fields: Record<string, string | string[]>
  /** Names of fields that held a file. */
  files: string[]
}

const MAX_PARTS = 1_000
const MAX_FIELD = 1024 * 1024

/**
 * A name that comes twice gives a list.
 * @param boundary as the content type names it, or the first line of the body without its two hyphens
 * @throws InputError
 */
export function parseMultipart(body: Buffer, boundary: string): Multipart {
  const fields = new Map<string, string[]>()
  const files: string[] = []
  try {
    for (const part of partsOf(body, { boundary, maxParts: MAX_PARTS, maxFileSize: MAX_FIELD, maxHeaderSize: 4_096 })) {
      const name = part.name ?? ''
      if (name === '__proto__') throw unreadable('a field is named "__proto__", which is not allowed')
      if (part.isFile) files.push(name)
      else fields.set(name, [...(fields.get(name) ?? []), part.text])
    }
  } catch (error) {
    if (!(error instanceof MultipartParseError)) throw error
    throw unreadable(error.message)
  }
  return {
    fields: Object.fromEntries(
      [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
    ),
    files,
  }
}

function unreadable(why: string): InputError {
  return new InputError(`The form of parts cannot be read: ${why}.`, { code: 'body.not-multipart' })
}
