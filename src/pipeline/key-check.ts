// What was sealed with one key can be opened with no other: a store remembers which key it belongs to.
import { ConfigError } from '../errors.ts'
import type { Context } from './context.ts'

const SETTING = 'data-key'

/**
 * @param lost the operator says that the old key is lost for good: the store takes the new one
 * @throws ConfigError when the store belongs to another key
 */
export async function checkDataKey({ store, dataKey, clock }: Context, lost: boolean): Promise<void> {
  const mine = { id: SETTING, value: dataKey.fingerprint, version: 1, updatedAt: clock.now() }
  const row = await store.find('settings', SETTING)
  if (row?.value === dataKey.fingerprint) return
  if (lost || !row) {
    await store.commit(
      row ? { upserts: [{ table: 'settings', row: mine }] } : { inserts: [{ table: 'settings', row: mine }] },
    )
    return
  }
  throw new ConfigError(
    [
      {
        file: 'POINTSMAN_KEY',
        message:
          'This store was begun with another key. Give every process the same POINTSMAN_KEY, or put the file "key" of the first data ' +
          'folder back. If it is lost for good, start once with POINTSMAN_KEY_LOST=yes: deliveries in quarantine can then not be ' +
          'verified any more, and people who were forgotten are not known again when they come back.',
      },
    ],
    { code: 'key.other' },
  )
}
