// Leads that no system sends: lists from a trade show, purchased lists, referrals, people added by hand.
// Its one rule: there is no webhook, so nothing comes in but through the admin API.
import { z } from 'zod'
import { defineConnector } from '../../src/connector.ts'

export default defineConnector({
  name: 'list',
  title: 'Lists and leads by hand',
  settings: z.strictObject({}),
  takesLists: true,
})
