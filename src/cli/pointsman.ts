// The command line: one file per command. Text for people by default, --json for machines; exit codes in exit-codes.ts.
// Each command is loaded when it is called: help, and a health check every few seconds, must cost little.
import { Command, CommanderError, Option } from 'commander'
import type { AccountsImportOptions } from './accounts-import.ts'
import type { BackupOptions, CopyOptions } from './db.ts'
import type { CheckOptions } from './check.ts'
import { exitCodes } from './exit-codes.ts'
import { listCommands } from './list-commands.ts'
import type { ImportOptions } from './leads-import.ts'
import type { MergeOptions } from './leads-merge.ts'
import type { PlanOptions } from './plan.ts'
import { ends } from './ends.ts'
import { manyOf, wholeNumber } from './option-numbers.ts'
import { printError } from './print.ts'
import { calendarCommands, poolCommands } from './pool-commands.ts'
import { rulebookCommands } from './rulebook-commands.ts'
import type { RetryOptions } from './retry.ts'
import type { TerritoriesOptions } from './territories.ts'
import type { VerifyOptions } from './verify.ts'
import type { SimulateOptions } from './simulate.ts'

interface JsonOption {
  json?: boolean
}

export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command('pointsman')
    .description('Lead routing: a webhook comes in, the right salesperson owns the lead, and the promise is watched.')
    .exitOverride()
    .showHelpAfterError('(pointsman --help lists the commands)')

  const json = ['--json', 'print JSON for machines'] as const
  const encoding = () =>
    new Option('--encoding <name>', 'when it is not found out rightly').choices(['utf-8', 'utf-16le', 'windows-1252'])
  const mark = ['--delimiter <mark>', 'when it is not found out rightly'] as const

  program
    .command('serve')
    .description('run; in demo mode when rulebook/connections.yaml names no connection')
    .action(() => ends(false, async () => (await import('./serve.ts')).serve({ demo: false })))
  program
    .command('demo')
    .description('run against a pretend Salesforce and a pretend HubSpot, whatever is configured')
    .action(() => ends(false, async () => (await import('./serve.ts')).serve({ demo: true })))
  program
    .command('check')
    .description('check environment, connections, mappings and rulebook; list every fault')
    .option(
      '--against-crm',
      'ask the CRMs whether they have the fields that are written, and the owners that are named',
    )
    .option('--notes', 'also what may be meant so: rules that overlap, gaps between them')
    .option('--strict', 'warnings count as faults')
    .addOption(new Option('--format <form>', 'lines for people, or annotations for GitHub').choices(['text', 'github']))
    .option(...json)
    .action((options: CheckOptions) => ends(options.json, async () => (await import('./check.ts')).check(options)))
  program
    .command('doctor')
    .description('ask each system whether it is there, takes our credentials, and has the fields that are written')
    .argument('[connection]', 'only this one')
    .option(...json)
    .action((connection: string | undefined, options: JsonOption) =>
      ends(options.json, async () => (await import('./doctor.ts')).doctor(connection, options)),
    )
  program
    .command('map')
    .description('show what a mapping makes of a payload: where each field came from, and what each step did to it')
    .argument('<mapping>', 'name of a file in mappings, or a path to one')
    .argument('<payload>', 'file with the payload as JSON, or - for standard input')
    .option(...json)
    .action((mapping: string, payload: string, options: JsonOption) =>
      ends(options.json, async () => (await import('./map.ts')).map(mapping, payload, options)),
    )
  program
    .command('simulate')
    .description('show what would happen to a payload or a stored lead; nothing is stored or sent')
    .argument('[payload]', 'file with the payload as JSON, or - for standard input')
    .option('--connection <name>', 'connection the payload would come in by')
    .option('--lead <id>', 'a stored lead instead of a payload')
    .option(...json)
    .action((payload: string | undefined, options: SimulateOptions) =>
      ends(options.json, async () => (await import('./simulate.ts')).simulate(payload, options)),
    )
  program
    .command('plan')
    .description('show what the files would have changed in leads that came; ends with 2 where something would')
    .option('--since <time>', 'only decisions made since then: 2h, 30d, or an ISO time')
    .option('--limit <count>', 'at most so many decisions or rows', manyOf)
    .option('--csv <file>', 'leads of a CSV file instead of those that came')
    .option('--mapping <name>', 'mapping that knows its columns: mappings/<name>.yaml')
    .addOption(encoding())
    .option(...mark)
    .addOption(new Option('--format <form>', 'for the terminal, or for a pull request').choices(['text', 'markdown']))
    .option(...json)
    .action((options: PlanOptions) => ends(options.json, async () => (await import('./plan.ts')).plan(options)))
  program
    .command('explain')
    .description('say why a lead has its owner: every decision, rule by rule')
    .argument('<lead>', 'id or e-mail address')
    .option('--all-rules', 'every rule before the one that won, however many')
    .option(...json)
    .action((lead: string, options: JsonOption & { allRules?: boolean }) =>
      ends(options.json, async () => (await import('./explain.ts')).explain(lead, options)),
    )
  program
    .command('retry')
    .description('run failed writes to a CRM again: one by id, or many by filter')
    .argument('[sync]', 'id of one write, as explain and GET /api/syncs show it')
    .option('--connection <name>', 'only writes to this connection')
    .option('--action <action>', 'only writes of this kind: save-person, set-owner, create-task …')
    .option('--code <code>', "only writes with this error code in the CRM's words")
    .option('--since <time>', 'only writes made since then: 2h, 3d, or an ISO time')
    .option('--all', 'every write that was given up')
    .option('--dry-run', 'count what would be run again, change nothing')
    .option(...json)
    .action((sync: string | undefined, options: RetryOptions) =>
      ends(options.json, async () => (await import('./retry.ts')).retry(sync, options)),
    )
  program
    .command('replay')
    .description('run an event through the pipeline again')
    .argument('<event>', 'id of the event')
    .option(...json)
    .action((event: string, options: JsonOption) =>
      ends(options.json, async () => (await import('./replay.ts')).replay(event, options)),
    )
  const ofLeads = program.command('leads').description('leads that no system sends, and leads that are one person')
  ofLeads
    .command('import')
    .description('take the rows of a CSV file in: a trade show, a purchased list')
    .argument('<file>', 'CSV with column names in its first line')
    .option('--mapping <name>', 'mapping that knows the columns: mappings/<name>.yaml')
    .option('--connection <name>', 'connection they come in by, where the mapping serves several')
    .option('--source <text>', 'what the mapping finds at import.source')
    .option('--channel <text>', 'what the mapping finds at import.channel')
    .option('--campaign <text>', 'what the mapping finds at import.campaign')
    .option('--at <time>', 'when it happened, as an ISO time; default: now')
    .addOption(encoding())
    .option(...mark)
    .option('--refused <file>', 'write refused rows there, with line and reason')
    .option('--dry-run', 'tell what would be taken, store nothing')
    .option(...json)
    .action((file: string, options: ImportOptions) =>
      ends(options.json, async () => (await import('./leads-import.ts')).importLeads(file, options)),
    )
  ofLeads
    .command('merge')
    .description('merge a lead into another that is the same person; without --yes only the plan is shown')
    .argument('<lead>', 'id of the lead that ends')
    .argument('<into>', 'id of the lead that lives on')
    .option('--yes', 'do it')
    .option(...json)
    .action((lead: string, into: string, options: MergeOptions) =>
      ends(options.json, async () => (await import('./leads-merge.ts')).mergeLead(lead, into, options)),
    )
  ofLeads
    .command('unmerge')
    .description('take a merge back: both leads are there again')
    .argument('<merge>', 'id of the merge, or of the lead that was merged into another')
    .option(...json)
    .action((merge: string, options: JsonOption) =>
      ends(options.json, async () => (await import('./leads-merge.ts')).unmergeLead(merge, options)),
    )
  program
    .command('accounts')
    .description('accounts that no CRM has')
    .command('import')
    .description('take the accounts of a CSV file in; leads are matched against them, beside those of their CRM')
    .argument('<file>', 'CSV with column names in its first line')
    .option('--map <file>', 'YAML that says which column holds what; default: by their names')
    .option('--list <name>', 'name of the list, where there are several; default: accounts')
    .option('--replace', 'drop what the list has from before and the file has no more')
    .addOption(encoding())
    .option(...mark)
    .option('--refused <file>', 'write refused rows there, with line and reason')
    .option('--dry-run', 'tell what would be taken, store nothing')
    .option(...json)
    .action((file: string, options: AccountsImportOptions) =>
      ends(options.json, async () => (await import('./accounts-import.ts')).importAccounts(file, options)),
    )
  listCommands(program, { ends, json, encoding, mark })
  rulebookCommands(program)
  poolCommands(program)
  calendarCommands(program)
  program
    .command('territories')
    .description('tell what a table of territories says twice, and which leads no row takes; needs no server')
    .argument('<table>', 'name of a file in rulebook/territories, or a path to one')
    .option('--overlaps', 'only rows that want the same leads')
    .option('--gaps', 'only leads that no row takes')
    .option(...json)
    .action((table: string, options: TerritoriesOptions) =>
      ends(options.json, async () => (await import('./territories.ts')).territories(table, options)),
    )
  const db = program.command('db').description('the data: backup, check and copy')
  db.command('backup')
    .description('copy the data while the server runs, and look whether the copy is whole')
    .option('--keep <count>', 'delete older backups beyond so many', wholeNumber)
    .option(...json)
    .action((options: BackupOptions) => ends(options.json, async () => (await import('./db.ts')).backup(options)))
  db.command('check')
    .description('look whether the data, or a backup, is whole; nothing is changed')
    .argument('[file]', 'a backup; default: the data itself')
    .option(...json)
    .action((file: string | undefined, options: JsonOption) =>
      ends(options.json, async () => (await import('./db.ts')).check(file, options)),
    )
  db.command('copy')
    .description('copy all data into an empty database, such as from SQLite to PostgreSQL; no server may run on either')
    .requiredOption('--to <place>', 'a file, postgres://…, or env:NAME of a variable that holds it')
    .option('--from <place>', 'the same; default: the database that is configured')
    .option(...json)
    .action((options: CopyOptions) => ends(options.json, async () => (await import('./db.ts')).copy(options)))
  program
    .command('forget')
    .description('erase a person everywhere')
    .argument('<email>', 'address of the person')
    .option('--dry-run', 'count what would be erased, change nothing')
    .option(...json)
    .action((email: string, options: JsonOption & { dryRun?: boolean }) =>
      ends(options.json, async () => (await import('./forget.ts')).forget(email, options)),
    )
  program
    .command('verify')
    .description('verify deliveries in quarantine again, after the secret was mended')
    .option('--connection <name>', 'only those of this connection')
    .option('--dry-run', 'count what would be verified, change nothing')
    .option(...json)
    .action((options: VerifyOptions) => ends(options.json, async () => (await import('./verify.ts')).verify(options)))
  program
    .command('health')
    .description('ask the running server whether it is ready (for container health checks)')
    .option(...json)
    .action((options: JsonOption) => ends(options.json, async () => (await import('./health.ts')).health(options)))

  try {
    await program.parseAsync([...argv])
  } catch (error) {
    // Help and version end by an error of commander's too.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    else process.exitCode = printError(error, false)
  }
}
