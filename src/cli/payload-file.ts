// A payload as JSON: from a file, or - for standard input.
import { readFileSync } from 'node:fs'
import { InputError } from '../errors.ts'

/** @throws InputError */
export function readPayload(file: string): unknown {
  const name = file === '-' ? 'Standard input' : file
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch {
    throw new InputError(`${name} cannot be read: check the path.`, { code: 'payload.no-file' })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError(`${name} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, {
      code: 'payload.no-json',
    })
  }
}
