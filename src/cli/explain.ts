// pointsman explain: why a lead has its owner, decision by decision.
import { NotFoundError } from '../errors.ts'
import { openApi, type Api } from './api.ts'
import { faint, heading, print, printJson } from './print.ts'

interface Explained {
  leadId: string
  stage: string
  ownerId: string | null
  decisions: { id: string; decidedAt: string; rulebook: string; why: string[] }[]
}

export async function explain(lead: string, options: { json?: boolean }): Promise<void> {
  const api = await openApi()
  try {
    const id = lead.includes('@') ? await idByEmail(api, lead) : lead
    const explained = (await api.get(`/api/leads/${encodeURIComponent(id)}/explain`)) as Explained
    if (options.json) return printJson(explained)
    print(heading(`Lead ${explained.leadId}: ${explained.stage}, owner ${explained.ownerId ?? 'nobody'}`))
    for (const decision of explained.decisions) {
      print(['', `${decision.decidedAt} ${faint(`decision ${decision.id}, rulebook ${decision.rulebook}`)}`])
      print(decision.why.map((sentence) => `  ${sentence}`))
    }
    if (explained.decisions.length === 0) print('Nothing was decided yet.')
  } finally {
    await api.close()
  }
}

async function idByEmail(api: Api, email: string): Promise<string> {
  const found = (await api.get(`/api/leads?email=${encodeURIComponent(email.toLowerCase())}`)) as {
    items: { id: string }[]
  }
  const first = found.items[0]
  if (!first) throw new NotFoundError(`No lead has the address ${email}.`)
  return first.id
}
