// What is said of a rulebook before any lead comes. Its one rule: what is called a fault or a warning is proven; what may be meant so is a note.

export const findingLevels = ['fault', 'warning', 'note'] as const
export type FindingLevel = (typeof findingLevels)[number]

export interface Finding {
  level: FindingLevel
  /** `rule.unreachable`: what machines go by. */
  code: string
  file: string
  line?: number
  /** What is so, and what to do. */
  message: string
}

/** @param place `rulebook/rules.yaml:12` */
export function findingAt(place: string, level: FindingLevel, code: string, message: string): Finding {
  const [, file = place, line] = /^(.*):(\d+)$/.exec(place) ?? []
  return { level, code, file, ...(line === undefined ? {} : { line: Number(line) }), message }
}

/** `rulebook/rules.yaml:12: warning: …` */
export function findingLine({ level, code, file, line, message }: Finding): string {
  return `${line === undefined ? file : `${file}:${line}`}: ${level}: ${message} [${code}]`
}

const annotations = { fault: 'error', warning: 'warning', note: 'notice' } as const

/** A line that GitHub shows beside the file: https://docs.github.com/actions/reference/workflow-commands-for-github-actions (2026-11). */
export function githubLine({ level, code, file, line, message }: Finding): string {
  const at = line === undefined ? '' : `,line=${line}`
  return `::${annotations[level]} file=${property(file)}${at},title=${property(code)}::${data(message)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
