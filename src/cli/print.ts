// What commands print: text for people, JSON for machines. Errors go to stderr with the exit code that scripts rely on.
import { styleText } from 'node:util'
import { ConfigError, faultLine, InputError, MappingError, PointsmanError } from '../errors.ts'
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

/** Rows with their columns aligned, indented by two; the last column is as long as it is. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number): number =>
    Math.max(0, ...rows.map((row) => (column < row.length - 1 ? (row[column] ?? '').length : 0)))
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column < row.length - 1 ? cell.padEnd(width(column)) : cell)).join('  ')}`.trimEnd(),
  )
}

function red(text: string): string {
  return styleText('red', text, { stream: process.stderr })
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
    console.error(red(`${count} ${count === 1 ? 'fault' : 'faults'}:`))
    for (const fault of error.faults) console.error(faultLine(fault))
    return code
  }
  console.error(red(messageOf(error)))
  // Only what nobody expected: the stack tells a person who runs a command nothing.
  if (!(error instanceof PointsmanError) && error instanceof Error)
    console.error(styleText('dim', error.stack ?? '', { stream: process.stderr }))
  return code
}

/** 422: the payload does not fit its mapping. */
const byStatus: Record<number, number> = { 400: exitCodes.usage, 422: exitCodes.faulty }

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || error instanceof MappingError) return exitCodes.faulty
  if (error instanceof InputError) return byStatus[error.status] ?? exitCodes.refused
  return exitCodes.failed
}

function codeOf(error: unknown): string {
  return error instanceof PointsmanError ? error.code : 'internal'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
