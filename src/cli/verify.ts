// pointsman verify: deliveries in quarantine are verified again, after the secret was mended.
import type { VerifiedAgain } from '../pipeline/pipeline.ts'
import { openApi } from './api.ts'
import { print, printJson } from './print.ts'

export interface VerifyOptions {
  connection?: string
  dryRun?: boolean
  json?: boolean
}

export async function verify({ connection, dryRun = false, json }: VerifyOptions): Promise<void> {
  const api = await openApi()
  try {
    const body = { ...(connection === undefined ? {} : { connection }), dryRun }
    const result = (await api.post('/api/deliveries/verify', body)) as VerifiedAgain
    if (json) printJson(result)
    else print(text(result, dryRun, api.running))
  } finally {
    await api.close()
  }
}

function text({ matched, verified, duplicate, refused }: VerifiedAgain, dryRun: boolean, running: boolean): string {
  if (matched === 0) return 'No delivery is in quarantine.'
  const end = dryRun
    ? 'Nothing was changed; run it without --dry-run to do it.'
    : `What was verified is read ${running ? 'now' : 'when the server starts'}.`
  return `${matched} in quarantine: ${verified} verified, ${duplicate} came again since and were taken then, ${refused} still not verified. ${end}`
}
