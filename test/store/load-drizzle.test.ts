// A store opened from source takes drizzle by `require`, in a process of its own, since the tests load modules in another way.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const program = (file: string): string => `
  import { registerHooks } from 'node:module'
  const loaded = []
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
  const { openStore } = await import(${JSON.stringify(new URL('../../src/store/open-store.ts', import.meta.url).href)})
  const store = await openStore({ kind: 'sqlite', file: ${JSON.stringify(file)} })
  await store.close()
  console.log(JSON.stringify(loaded))`

it('loads no file of drizzle that is imported, which would cost a second at each start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pointsman-drizzle-'))
  try {
    const said = execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', program(join(folder, 'pointsman.db'))],
      {
        encoding: 'utf8',
      },
    )
    const files = (JSON.parse(said) as string[]).filter((url) => url.includes('/drizzle-orm/'))
    expect(files).toContainEqual(expect.stringMatching(/\/drizzle-orm\/index\.cjs$/))
    expect(files.filter((url) => !url.endsWith('.cjs'))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
