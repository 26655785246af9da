// How a command ends: what went wrong is said, and the exit code tells scripts.
import { printError } from './print.ts'

export async function ends(json: boolean | undefined, command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    process.exitCode = printError(error, json ?? false)
  }
}
