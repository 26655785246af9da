// The commands under `pointsman pools`, `pointsman members` and `pointsman calendar`: who shares leads, and when they work.
import { InvalidArgumentError, type Command } from 'commander'
import { ends } from './ends.ts'
import type { AbsenceOptions } from './pools.ts'

interface JsonOption {
  json?: boolean
}

const json = ['--json', 'print JSON for machines'] as const
const from = ['--from <time>', 'when it begins: 2h or 3d from now, or 2026-12-24T08:00:00Z; default: now'] as const
const until = ['--until <time>', 'when it ends; default: when it is ended'] as const
const reason = ['--reason <text>', 'why: for those who list absences, and in the audit'] as const

export function poolCommands(program: Command): void {
  const pools = program.command('pools').description('who shares leads: how pools stand, pause them, give turns')
  pools
    .command('list', { isDefault: true })
    .description('how each pool stands: who got what, who is next, who is away')
    .option(...json)
    .action((options: JsonOption) => ends(options.json, async () => (await import('./pools.ts')).listPools(options)))
  pools
    .command('pause')
    .description('nobody of the pool gets a lead')
    .argument('<pool>')
    .option(...from)
    .option(...until)
    .option(...reason)
    .option(...json)
    .action((pool: string, options: AbsenceOptions) =>
      ends(options.json, async () => (await import('./pools.ts')).pause(pool, options)),
    )
  pools
    .command('resume')
    .description('the pool gets leads again')
    .argument('<pool>')
    .option(...json)
    .action((pool: string, options: JsonOption) =>
      ends(options.json, async () => (await import('./pools.ts')).goOn({ pool }, options)),
    )
  pools
    .command('credit')
    .description('give a member turns before the others, or take some: pools credit emea ana@acme.example 2')
    .argument('<pool>')
    .argument('<member>', 'e-mail address')
    .argument('<leads>', 'so many more; below 0, so many fewer', wholeNumber)
    .requiredOption(...reason)
    .option(...json)
    .action((pool: string, member: string, leads: number, options: JsonOption & { reason: string }) =>
      ends(options.json, async () => (await import('./pools.ts')).credit(pool, member, leads, options)),
    )
  const members = program.command('members').description('members of pools: away, drained, back')
  for (const [name, what] of [
    ['away', 'gets no leads in any pool; backups stand in'],
    ['drain', 'gets nothing new, and keeps what it has'],
  ] as const) {
    members
      .command(name)
      .description(what)
      .argument('<member>', 'e-mail address')
      .option(...from)
      .option(...until)
      .option(...reason)
      .option(...json)
      .action((member: string, options: AbsenceOptions) =>
        ends(options.json, async () => (await import('./pools.ts'))[name](member, options)),
      )
  }
  members
    .command('back')
    .description('gets leads again')
    .argument('<member>', 'e-mail address')
    .option(...json)
    .action((member: string, options: JsonOption) =>
      ends(options.json, async () => (await import('./pools.ts')).goOn({ member }, options)),
    )
}

export function calendarCommands(program: Command): void {
  program
    .command('calendar')
    .description('working hours and holidays')
    .command('import')
    .description('print the public holidays of a country or state as calendars.yaml takes them; needs no server')
    .argument('<place>', 'DE, DE-BY, US-CA')
    .argument('<years>', '2027, or 2027-2029')
    .option(...json)
    .action((place: string, years: string, options: JsonOption) =>
      ends(options.json, async () => (await import('./calendar-import.ts')).importCalendar(place, years, options)),
    )
}

function wholeNumber(text: string): number {
  if (!/^-?[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Expected a whole number, such as 2 or -1.')
  return Number(text)
}
