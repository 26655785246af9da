// The commands under `pointsman rulebook`: versions, and what the rules say.
import type { Command } from 'commander'
import { ends } from './ends.ts'

interface JsonOption {
  json?: boolean
}

const json = ['--json', 'print JSON for machines'] as const
const comment = ['--comment <text>', 'why: it stays with the version'] as const

export function rulebookCommands(program: Command): void {
  const group = program.command('rulebook').description('rules and mappings: their versions, and what they say')
  group
    .command('publish')
    .description('check the files and make them the live version of every process on the same store')
    .option(...comment)
    .option(...json)
    .action((options: JsonOption & { comment?: string }) =>
      ends(options.json, async () => (await import('./rulebook.ts')).publish(options)),
    )
}
