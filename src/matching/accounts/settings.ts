// How accounts are chosen: the `accounts` part of rulebook/matching.yaml. Its one rule: what is not said keeps a default that never guesses.
import { z } from 'zod'
import { companyKey } from '../../cleanse/company-key.ts'
import { registrableDomain } from '../../cleanse/domain.ts'
import { compilePattern, type Pattern } from '../../cleanse/pattern.ts'
import { relationships, type Relationship } from '../../lead/account.ts'

/** auto: the lead gets the account · review: a person is asked · off: not looked at. */
export const uses = ['auto', 'review', 'off'] as const
export type Use = (typeof uses)[number]

export const tieBreaks = [
  'evidence',
  'relationship',
  'country',
  'hierarchy',
  'owner-active',
  'pipeline',
  'contacts',
  'last-activity',
  'oldest',
  'lowest-id',
] as const
export type TieBreak = (typeof tieBreaks)[number]

/** Which account of a group gets a lead that could be any one's of them. */
export const routes = ['child', 'nearest-customer', 'ultimate-parent'] as const

const use = z.enum(uses)
const domain = z
  .string()
  .trim()
  .refine((text) => registrableDomain(text) !== undefined, 'Give a domain, like example.com')
  .transform((text) => registrableDomain(text) ?? text)
const pattern = z.string().transform((text, context): Pattern => {
  try {
    return compilePattern(text, { ignoreCase: true })
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
    return z.NEVER
  }
})

export const accountSettingsSchema = z.strictObject({
  domainOnly: use.default('auto').describe('An account with the domain of the lead, when its company was not typed'),
  domainAgainstName: use
    .default('review')
    .describe('The domain names one account, the company that was typed names another'),
  rareName: use.default('auto').describe('The same name and nothing else, when no other account could be meant'),
  commonName: use.default('review').describe('The same name and nothing else, when others could be meant'),
  similarName: z
    .enum(['review', 'off'])
    .default('review')
    .describe('A similar name and nothing else. Never auto: one in ten would be another company'),
  aliases: z
    .record(z.string(), z.array(z.string().trim().min(1)))
    .default({})
    .describe('Name of an account → other names and domains it goes by'),
  deniedDomains: z
    .array(domain)
    .default([])
    .describe('Domains that name no company: agencies, resellers, hosts whose people write for others'),
  ours: z.array(domain).default([]).describe('Your own domains: they match no account'),
  education: use.default('auto').describe('Domains of schools and universities'),
  exclude: z
    .strictObject({
      relationships: z.array(z.enum(relationships)).default([]),
      names: z.array(pattern).default([]).describe('Patterns of account names that get no leads: ^test'),
    })
    .default({ relationships: [], names: [] }),
  relationshipOrder: z
    .array(z.enum(relationships))
    .default(['customer', 'partner', 'prospect', 'former', 'target', 'unknown', 'competitor'] as Relationship[])
    .describe('Whose account goes first. An account with open pipeline goes right after customers'),
  tieBreak: z
    .array(z.enum(tieBreaks))
    .default([...tieBreaks])
    .describe('The first that differs decides'),
  routeTo: z
    .enum(routes)
    .default('child')
    .describe(
      'child: the account of the lead itself · nearest-customer: the first customer above it · ultimate-parent',
    ),
  onTie: z
    .enum(['review', 'first'])
    .default('review')
    .describe('Two accounts of different owners that nothing but age and id tells apart'),
})

export type AccountSettings = z.output<typeof accountSettingsSchema>

export const defaultAccountSettings: AccountSettings = accountSettingsSchema.parse({})

/** Core of a name, or a domain → cores of the accounts that go by it. */
export function aliasTargets(settings: AccountSettings): ReadonlyMap<string, ReadonlySet<string>> {
  const targets = new Map<string, Set<string>>()
  for (const [name, others] of Object.entries(settings.aliases)) {
    const target = companyKey(name).core
    for (const other of others) {
      const key = (/\.\w/u.test(other) ? registrableDomain(other) : undefined) ?? companyKey(other).core
      targets.set(key, (targets.get(key) ?? new Set()).add(target))
    }
  }
  return targets
}
