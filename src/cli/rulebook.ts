// pointsman rulebook publish: checks the files of this folder and makes them the live version of every process on the same store.
import { checkSetup } from '../main.ts'
import type { Published } from '../pipeline/pipeline.ts'
import type { ReadTable } from '../pipeline/rulebook-tables.ts'
import { openApi } from './api.ts'
import { print, printJson } from './print.ts'

/** Hash → gzip in base64. */
function tablesOf(tables: readonly ReadTable[]): Record<string, string> {
  return Object.fromEntries(
    tables.flatMap(({ hash, content }) => (content ? [[hash, Buffer.from(content).toString('base64')]] : [])),
  )
}

export async function publish(options: { json?: boolean; comment?: string }): Promise<void> {
  const { setup } = await checkSetup()
  const { files, tables } = setup.rulebook
  const api = await openApi()
  try {
    const published = (await api.post('/api/rulebook/publish', {
      files,
      tables: tablesOf(tables),
      ...(options.comment === undefined ? {} : { comment: options.comment }),
    })) as Published
    if (options.json) return printJson(published)
    const { rulebook, before } = published
    print(
      published.published
        ? `Version ${rulebook} is live${before === null ? '' : `; before it was ${before}`}. What is decided from now on is decided by it.`
        : `Version ${rulebook} was live already: nothing has changed.`,
    )
  } finally {
    await api.close()
  }
}
