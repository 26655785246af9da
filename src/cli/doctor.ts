// pointsman doctor: asks every outside system whether it is there, takes our credentials, and has the fields that mappings write. Only reads.
import { faultLine, NotFoundError } from '../errors.ts'
import type { Finding } from '../doctor.ts'
import { checkSetup } from '../main.ts'
import { didYouMean } from '../yaml-file.ts'
import { exitCodes } from './exit-codes.ts'
import { heading, print, printJson } from './print.ts'

const marks = { ok: 'ok', warning: 'warning', fault: 'FAULT' } as const

export async function doctor(connection: string | undefined, options: { json?: boolean }): Promise<void> {
  const { setup } = await checkSetup()
  if (connection !== undefined && !setup.connections.has(connection)) {
    const hint = didYouMean(connection, setup.connections.keys())
    throw new NotFoundError(`There is no connection "${connection}"${hint}.`, 'connection.unknown')
  }
  const { examine } = await import('../doctor.ts')
  const findings = await examine(setup, connection)
  const isWell = findings.every(({ state }) => state !== 'fault')
  if (options.json) printJson({ ok: isWell, findings })
  else print(linesOf(findings, isWell))
  if (!isWell) process.exitCode = findings.some(isRefusal) ? exitCodes.failed : exitCodes.faulty
}

/** Something else than a mapping. */
function isRefusal({ state, faults }: Finding): boolean {
  return state === 'fault' && faults === undefined
}

function linesOf(findings: readonly Finding[], isWell: boolean): string[] {
  const lines = [...Map.groupBy(findings, ({ connection }) => connection)].flatMap(([connection, list]) => [
    heading(connection),
    ...list.flatMap(({ state, name, message, faults = [] }) => [
      `  ${marks[state].padEnd(8)} ${name}: ${message}`,
      ...faults.map((fault) => `           ${faultLine(fault)}`),
    ]),
    '',
  ])
  if (findings.length === 0) lines.push('No connection is configured: nothing was asked.')
  else lines.push(isWell ? 'No fault found.' : 'Mend what is marked FAULT, then run this again.')
  return lines
}
