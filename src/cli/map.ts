// pointsman map: what a mapping makes of a payload, step by step, by the functions of the live path. Needs no server, and stores nothing.
import { readMapping } from '../main.ts'
import { applyMapping, traceCrmData, type FieldTrace } from '../mapping/apply.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { unreadPaths } from '../mapping/unread.ts'
import { readPayload } from './payload-file.ts'
import { faint, heading, print, printJson } from './print.ts'

interface Mapped {
  mapping: string
  version: string
  to: 'lead' | 'crm'
  fields: object
  stage?: string
  suspicious?: string[]
  steps: FieldTrace[]
  /** What the payload holds and no field reads. */
  unread: string[]
}

export async function map(name: string, payload: string, options: { json?: boolean }): Promise<void> {
  const mapping = await readMapping(name)
  const mapped = mappedBy(mapping, readPayload(payload))
  if (options.json) printJson(mapped)
  else print(linesOf(mapped))
}

/** @throws MappingError as the live path does */
function mappedBy(mapping: Mapping, payload: unknown): Mapped {
  const head = { mapping: mapping.path, version: mapping.version, unread: unreadPaths(mapping, payload) }
  if (mapping.direction === 'to-crm') return { ...head, to: 'crm', ...traceCrmData(mapping, payload) }
  // The time only orders events; no field shows it.
  const { draft, steps } = applyMapping(mapping, payload, new Date(0))
  const { fields, stage, suspicious } = draft
  return { ...head, to: 'lead', fields, stage, suspicious, steps }
}

function linesOf({ mapping, version, to, steps, unread, suspicious = [] }: Mapped): string[] {
  const filled = steps.filter(({ value }) => value !== null)
  const empty = steps.filter(({ value }) => value === null)
  return [
    `${heading(`${to === 'lead' ? 'A lead' : 'Fields for the CRM'} by ${mapping}`)} ${faint(`version ${version}`)}`,
    ...filled.flatMap((step) => ['', `  ${step.field}: ${heading(shown(step.value))}`, ...story(step)]),
    ...section(
      'Left empty',
      empty.flatMap((step) => [`  ${step.field}`, ...story(step)]),
    ),
    ...section(
      'Not read by any field',
      unread.map((path) => `  ${path}`),
    ),
    ...section(
      'Doubts',
      suspicious.map((doubt) => `  ${doubt}`),
    ),
  ]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading(title), ...lines]
}

/** From what came to what is written. */
function story({ from, raw, changes }: FieldTrace): string[] {
  const came = from === null ? [] : [['came from', from, shown(raw)]]
  const did = changes.map(({ did: what, before, after }) => [
    what,
    '',
    after === null ? `${shown(before)} → nothing` : `${shown(before)} → ${shown(after)}`,
  ])
  return [...came, ...did].map(([what, where, values]) =>
    faint(`    ${[what, where].filter(Boolean).join(' ')}: ${values}`),
  )
}

const LONGEST = 120

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
}
