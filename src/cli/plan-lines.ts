// A plan as people read it on the terminal, and as it stands in a pull request.
import { hasChanges, type Move, type Plan } from '../routing/plan/plan.ts'
import { heading, table } from './print.ts'

export interface PlanReport {
  /** Versions. */
  before: string
  after: string
  from: string
  /** Decisions or rows that could not be made again. */
  skipped: number
  plan: Plan
}

const MOST_ROWS = 15

type Row = readonly [label: string, leads: number]

function counts({ unchanged, moved, ...plan }: Plan): Row[] {
  const rows: Row[] = [
    ['unchanged', unchanged],
    ['another owner, by another rule or other members', moved.byRule],
    ['another owner, only by turn', moved.byTurn],
    ['the same owner, another promise', plan.promiseOnly],
    ['no longer given to an owner', plan.newlyUnassigned],
    ['now given to an owner', plan.newlyAssigned],
    ['given to nobody in another way', plan.otherwise],
    ['of all: newly waiting for a person', plan.newlyUnrouted],
    ['of all: no longer waiting for a person', plan.newlyRouted],
  ]
  return rows.filter(([label, leads]) => leads > 0 || label === 'unchanged')
}

function head({ from, skipped, plan, before, after }: PlanReport): string {
  const left = skipped === 0 ? '' : ` ${skipped} could not be decided again and are left out.`
  if (before === after) return `The files are the live version ${before}: nothing would change.${left}`
  const verdict = hasChanges(plan) ? '' : ' Nothing would change.'
  return `${plan.leads} decisions of ${from}, by the live version ${before} and by the files ${after}.${verdict}${left}`
}

export function planText(report: PlanReport): string[] {
  const { plan } = report
  if (!hasChanges(plan)) return [head(report)]
  return [
    head(report),
    ...table(counts(plan).map(([label, leads]) => [String(leads).padStart(7), label])),
    ...section('Rules', movesText(plan.rules)),
    ...section('Pools', movesText(plan.pools)),
    ...section('Owners', movesText(plan.owners)),
    ...section('Promises', movesText(plan.promises)),
    ...section('Leads for each owner', membersText(plan)),
    ...section(
      'Examples',
      plan.examples
        .slice(0, 10)
        .map(
          ({ lead, from, to, ruleBefore, ruleAfter }) =>
            `  ${lead}: ${from} → ${to} (${ruleBefore === ruleAfter ? `"${ruleAfter}"` : `"${ruleBefore}" → "${ruleAfter}"`})`,
        ),
    ),
  ]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading(title), ...lines]
}

function movesText(moves: readonly Move[]): string[] {
  const more = moves.length - MOST_ROWS
  return [
    ...table(moves.slice(0, MOST_ROWS).map(({ from, to, leads }) => [String(leads).padStart(7), `${from} → ${to}`])),
    ...(more > 0 ? [`  and ${more} more; --json lists them`] : []),
  ]
}

function changedMembers({ members }: Plan): Plan['members'] {
  return members.filter(({ before, after }) => before !== after)
}

const signed = (number: number): string => (number > 0 ? `+${number}` : String(number))

function membersText(plan: Plan): string[] {
  return table(
    changedMembers(plan)
      .slice(0, MOST_ROWS)
      .map(({ owner, before, after }) => [owner, `${before} → ${after} (${signed(after - before)})`]),
  )
}

export function planMarkdown(report: PlanReport): string[] {
  const { plan } = report
  const moves = (title: string, name: string, list: readonly Move[]): string[] =>
    list.length === 0
      ? []
      : [
          `### ${title}`,
          '',
          ...cells(
            [`${name} now`, `${name} then`, 'leads'],
            list.slice(0, MOST_ROWS).map(({ from, to, leads }) => [from, to, String(leads)]),
          ),
        ]
  if (!hasChanges(plan)) return ['## Routing plan', '', head(report)]
  const members = changedMembers(plan)
  return [
    '## Routing plan',
    '',
    head(report),
    '',
    ...cells(
      ['what', 'leads'],
      counts(plan).map(([label, leads]) => [label, String(leads)]),
    ),
    ...moves('Rules', 'rule', plan.rules),
    ...moves('Pools', 'pool', plan.pools),
    ...moves('Owners', 'owner', plan.owners),
    ...moves('Promises', 'promise', plan.promises),
    ...(members.length === 0
      ? []
      : [
          '### Leads for each owner',
          '',
          ...cells(
            ['owner', 'now', 'then', 'change'],
            members
              .slice(0, MOST_ROWS)
              .map(({ owner, before, after }) => [owner, String(before), String(after), signed(after - before)]),
          ),
        ]),
    '### Examples',
    '',
    // Ids only: a pull request is read by more people than may see who the lead is.
    ...cells(
      ['lead', 'owner now', 'owner then', 'rule now', 'rule then'],
      plan.examples.slice(0, 10).map((one) => [one.leadId, one.from, one.to, one.ruleBefore, one.ruleAfter]),
    ),
  ]
}

function cells(names: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const row = (texts: readonly string[]): string => `| ${texts.map(cell).join(' | ')} |`
  return [row(names), `| ${names.map(() => '---').join(' | ')} |`, ...lines.map(row), '']
}

function cell(text: string): string {
  return text.replace(/[\\|<>`*_[\]]/g, String.raw`\$&`).replace(/\s+/g, ' ')
}
