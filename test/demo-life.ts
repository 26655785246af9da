// npm run demo:life: one signed HubSpot event and one Marketo lead, to the end of their lives, with the clock moved by hand.
// Prints each lead's timeline as the admin API tells it.
import { signWebhook, webhookEvents } from '../sandbox/hubspot/webhooks.ts'
import { HOUR_MS, MINUTE_MS } from '../src/time.ts'
import { publicUrl, secrets, wholePointsman, type WholePointsman } from './whole-pointsman.ts'

const say = (line = ''): void => void process.stdout.write(`${line}\n`)

const pointsman = await wholePointsman({ start: '2026-11-24T09:00:00Z' })
try {
  const ada = await hubspotLead(pointsman)
  const grace = await marketoLead(pointsman)
  await pointsman.settle()

  say(
    'It is Tuesday, 10:00 in Berlin. Both leads have come in, are decided and written. Grace is called after half an hour; nobody calls Ada.',
  )
  pointsman.clock.move(30 * MINUTE_MS)
  const owner = String(pointsman.sandbox.salesforce.find('Lead', grace)?.['OwnerId'])
  pointsman.sandbox.salesforce.act({ as: owner, lead: grace, do: 'complete-call' })
  pointsman.clock.move(MINUTE_MS)
  await pointsman.settle()
  pointsman.clock.move(4 * HOUR_MS)
  await pointsman.settle()
  pointsman.clock.set('2026-11-25T13:00:00Z')
  await pointsman.settle()

  await tell(pointsman, ada, 'Ada, by HubSpot, written to HubSpot')
  await tell(pointsman, grace, 'Grace, by Marketo, written to Salesforce')
} finally {
  await pointsman.close()
}

async function hubspotLead({ sandbox, clock, send }: WholePointsman): Promise<string> {
  const email = 'ada@wayne-enterprises.example'
  sandbox.seed({
    hubspot: {
      contacts: [
        {
          properties: {
            email,
            firstname: 'Ada',
            lastname: 'Lovelace',
            company: 'Wayne Enterprises',
            country: 'Deutschland',
            numberofemployees: '320',
            lifecyclestage: 'marketingqualifiedlead',
          },
        },
      ],
    },
  })
  const contactId = sandbox.hubspot.find('contacts', email)?.id ?? ''
  const body = JSON.stringify([webhookEvents.creation({ contactId, portalId: 4242, occurredAt: clock.now() })])
  const url = `${publicUrl}/webhooks/hubspot`
  const headers = signWebhook({ secret: secrets.DEMO_HUBSPOT_CLIENT_SECRET, url, body, at: clock.now() })
  const answer = await send('hubspot', { headers, body })
  say(`POST ${url}, signed v3: answered ${answer.status}`)
  return email
}

async function marketoLead({ send }: WholePointsman): Promise<string> {
  const email = 'grace@initech.example'
  const answer = await send('marketo', {
    headers: { 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET, 'content-type': 'application/json' },
    body: JSON.stringify({
      leadId: 123,
      email,
      firstName: 'Grace',
      lastName: 'Hopper',
      company: 'Initech',
      country: 'France',
      employees: 210,
      campaign: { id: 9, name: 'Pricing guide' },
      sentAt: '2026-11-24 09:00:00',
    }),
  })
  say(`POST ${publicUrl}/webhooks/marketo, with its secret: answered ${answer.status} ${answer.body}`)
  return email
}

async function tell({ api }: WholePointsman, email: string, title: string): Promise<void> {
  const found = (await api('GET', `/api/leads?email=${email}`)).data as { items: { id: string; stage: string }[] }
  const lead = found.items[0]
  if (!lead) throw new Error(`No lead has the address ${email}.`)
  say()
  say(`${title}: ${lead.stage}`)
  const { items } = (await api('GET', `/api/leads/${lead.id}/timeline`)).data as {
    items: { at: string; step: string; text: string }[]
  }
  for (const { at, step, text } of items) say(`  ${at.slice(0, 16).replace('T', ' ')}  ${step.padEnd(9)} ${text}`)
  const explained = (await api('GET', `/api/leads/${lead.id}/explain`)).data as {
    decisions: { decidedAt: string; why: string[] }[]
  }
  for (const { decidedAt, why } of explained.decisions) {
    say(`  why, at ${decidedAt.slice(0, 16).replace('T', ' ')}:`)
    for (const sentence of why) say(`    ${sentence}`)
  }
}
