// What commands print: text for people, JSON for machines. Errors go to stderr with the exit code that scripts rely on.
import { styleText } from 'node:util'
import { ConfigError, faultLine, InputError, MappingError } from '../errors.ts'
import { exitCodes } from './exit-codes.ts'

export function print(lines: string | readonly string[]): void {
  console.log(typeof lines === 'string' ? lines : lines.join('\n'))
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2))
}

export function heading(text: string): string {
  return styleText('bold', text)
}

export function faint(text: string): string {
  return styleText('dim', text)
}

/** Says what went wrong and returns the exit code. */
export function printError(error: unknown, json: boolean): number {
  const code = exitCodeOf(error)
  if (json) {
    const faults = error instanceof ConfigError ? error.faults : undefined
    console.log(
      JSON.stringify(
        { error: { code: codeOf(error), message: messageOf(error), ...(faults ? { faults } : {}) } },
        null,
        2,
      ),
    )
    return code
  }
  if (error instanceof ConfigError) {
    const count = error.faults.length
    console.error(styleText('red', `${count} ${count === 1 ? 'fault' : 'faults'}:`))
    for (const fault of error.faults) console.error(faultLine(fault))
    return code
  }
  console.error(styleText('red', messageOf(error)))
  if (code === exitCodes.failed && error instanceof Error) console.error(faint(error.stack ?? ''))
  return code
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || error instanceof MappingError) return exitCodes.faulty
  if (error instanceof InputError) return error.status === 400 ? exitCodes.usage : exitCodes.refused
  return exitCodes.failed
}

function codeOf(error: unknown): string {
  return error instanceof ConfigError || error instanceof InputError || error instanceof MappingError
    ? error.code
    : 'internal'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
