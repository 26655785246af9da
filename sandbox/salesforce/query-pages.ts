// Results of a query handed out page by page. A page's locator is a snapshot: later writes do not show in it.
import { SalesforceError } from './salesforce-error.ts'
import type { QueryAnswer, SObject } from './soql-run.ts'

export interface QueryPage {
  totalSize: number
  done: boolean
  nextRecordsUrl?: string
  records: SObject[]
}

export interface QueryPages {
  first(answer: QueryAnswer, batchSize: number, version: string): QueryPage
  /** @throws SalesforceError INVALID_QUERY_LOCATOR */
  next(locator: string, version: string): QueryPage
  clear(): void
}

/** The oldest are dropped beyond this; real ones live two days. */
const MAX_LOCATORS = 100

export function createQueryPages(): QueryPages {
  const open = new Map<string, { answer: QueryAnswer; batchSize: number }>()
  let last = 0

  const page = (key: string, from: number, version: string): QueryPage => {
    const found = open.get(key)
    if (!found) throw new SalesforceError('INVALID_QUERY_LOCATOR', 'invalid query locator')
    const { answer, batchSize } = found
    const to = from + batchSize
    const done = to >= answer.records.length
    return {
      totalSize: answer.totalSize,
      done,
      ...(done ? {} : { nextRecordsUrl: `/services/data/v${version}/query/${key}-${to}` }),
      records: answer.records.slice(from, to),
    }
  }

  return {
    first(answer, batchSize, version) {
      if (answer.records.length <= batchSize)
        return { totalSize: answer.totalSize, done: true, records: answer.records }
      last += 1
      const key = `01g5g${String(last).padStart(10, '0')}AAA`
      open.set(key, { answer, batchSize })
      const [oldest] = open.keys()
      if (open.size > MAX_LOCATORS && oldest !== undefined) open.delete(oldest)
      return page(key, 0, version)
    },
    next(locator, version) {
      const [key = '', from = ''] = locator.split('-')
      if (!/^\d+$/.test(from)) throw new SalesforceError('INVALID_QUERY_LOCATOR', 'invalid query locator')
      return page(key, Number(from), version)
    },
    clear() {
      open.clear()
    },
  }
}
