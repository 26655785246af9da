// How far a long command is, on the terminal's error stream. Its one rule: where nobody looks on, nothing is written.

export interface Progress {
  /** @param share 0 to 1, where it is known */
  tell(text: string, share?: number): void
  end(): void
}

export function progress(): Progress {
  if (!process.stderr.isTTY) return { tell: () => undefined, end: () => undefined }
  let toldAt = 0
  return {
    tell(text, share) {
      const now = performance.now()
      if (now - toldAt < 200) return
      toldAt = now
      const percent = share === undefined ? '' : ` (${Math.min(100, Math.floor(share * 100))} %)`
      process.stderr.write(`\r\u001B[K${text}${percent}`)
    },
    end() {
      if (toldAt > 0) process.stderr.write('\r\u001B[K')
    },
  }
}
