// Commands that work on lists alone, without a server: who is who, which account, how good the matching is. Their one rule: they store nothing.
import { Option, type Command } from 'commander'
import type { DedupeOptions } from './dedupe.ts'
import type { EvaluateOptions } from './evaluate.ts'
import type { LearnOptions } from './learn.ts'
import type { MatchOptions } from './match.ts'

/** What all commands share. */
export interface Shared {
  ends(json: boolean | undefined, command: () => Promise<void>): Promise<void>
  json: readonly [flags: string, description: string]
  encoding(): Option
  mark: readonly [flags: string, description: string]
}

export function listCommands(program: Command, { ends, json, encoding, mark }: Shared): void {
  const matching = ['--matching <file>', 'a matching.yaml whose settings count; default: as shipped'] as const
  program
    .command('dedupe')
    .description('find out who of a list is the same person; needs no server')
    .argument('<people>', 'CSV with column names in its first line')
    .option('--map <file>', 'YAML that says which column holds what; default: by their names')
    .option('--out <file>', 'write each row there, with the number of its person')
    .option('--pairs <file>', 'write the pairs there, each with what speaks for and against it')
    .addOption(
      new Option('--join <what>', 'which pairs are put together: only what is sure, the best guess, all that could be')
        .choices(['auto', 'likely', 'review'])
        .default('likely'),
    )
    .option(...matching)
    .addOption(encoding())
    .option(...mark)
    .option(...json)
    .action((people: string, options: DedupeOptions) =>
      ends(options.json, async () => (await import('./dedupe.ts')).dedupe(people, options)),
    )
  program
    .command('match')
    .description('find out which account each lead of a list belongs to; needs no server')
    .argument('<leads>', 'CSV with column names in its first line')
    .requiredOption('--accounts <file>', 'CSV of the accounts')
    .option('--map <file>', 'YAML that says which column of the leads holds what; default: by their names')
    .option('--account-map <file>', 'the same for the accounts')
    .option('--out <file>', 'write each lead there, with its account and the reasons')
    .option(...matching)
    .addOption(encoding())
    .option(...mark)
    .option(...json)
    .action((leads: string, options: MatchOptions) =>
      ends(options.json, async () => (await import('./match.ts')).match(leads, options)),
    )
  program
    .command('evaluate')
    .description('tell how good the matching is on a list whose truth is known; needs no server')
    .requiredOption('--labels <file>', 'CSV of two columns: id of a record, and the person or account that it truly is')
    .option('--people <file>', 'CSV of people, as for dedupe')
    .option('--leads <file>', 'CSV of leads, as for match')
    .option('--accounts <file>', 'CSV of accounts, as for match')
    .option('--map <file>', 'YAML that says which column of people or leads holds what')
    .option('--account-map <file>', 'the same for the accounts')
    .option(...matching)
    .addOption(encoding())
    .option(...mark)
    .option(...json)
    .action((options: EvaluateOptions) =>
      ends(options.json, async () => (await import('./evaluate.ts')).evaluate(options)),
    )
  program
    .command('learn')
    .description('refit the weights of people to a list of your own, and show what would change; needs no server')
    .argument('<people>', 'CSV with column names in its first line, as for dedupe')
    .option('--labels <file>', 'CSV of two columns: id of a record, and who it truly is; default: it is estimated')
    .option('--map <file>', 'YAML that says which column holds what; default: by their names')
    .option('--out <file>', 'write the weights there, as rulebook/matching.yaml takes them')
    .addOption(encoding())
    .option(...mark)
    .option(...json)
    .action((people: string, options: LearnOptions) =>
      ends(options.json, async () => (await import('./learn.ts')).learn(people, options)),
    )
}
