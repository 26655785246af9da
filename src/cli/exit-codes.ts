// What the command's end means to scripts. Documented in docs/commands.md.

export const exitCodes = {
  ok: 0,
  /** Something went wrong that is not the caller's doing. */
  failed: 1,
  /** The call itself is wrong: unknown command, option or file. */
  usage: 2,
  /** Configuration, mappings or rulebook are faulty; all faults are listed. */
  faulty: 3,
  /** What was named does not exist, or is not in a state in which this can be done. */
  refused: 4,
} as const

/** `plan`: the files would change something. A wrong call has this code too, and says so on the error stream. */
export const planChanges = 2
