// The words a mapping file may use, as one zod schema. Its one rule: what is not written here is a fault.
import { z } from 'zod'
import { conversions } from './convert.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'Expected text, a number, or true or false' })

const from = z
  .union([z.string(), z.array(z.string()).min(1)], {
    error: 'Expected a path such as contact.email, or a list of paths',
  })
  .describe('Path in the payload, or a list of paths of which the first that holds something is taken')

const template = z
  .string()
  .min(1)
  .describe(
    'Text with paths in braces, in place of from: "{contact.first} {contact.last}"; {{ and }} are braces themselves',
  )

const steps = z
  .union([z.string(), z.array(z.string())], { error: 'Expected the name of a transform, or a list of names' })
  .describe('Transforms, applied in this order: docs/mapping.md lists them')

interface FieldWords {
  from?: string | string[] | undefined
  template?: string | undefined
  with?: string | string[] | undefined
  lookup?: Record<string, string | number | boolean> | undefined
  as?: (typeof conversions)[number] | undefined
  default?: string | number | boolean | undefined
  value?: string | number | boolean | undefined
  else?: FieldSource | undefined
}
/** As written: a path, several, or words. */
export type FieldSource = string | string[] | FieldWords

const fieldRule = z.strictObject({
  from: from.optional(),
  template: template.optional(),
  with: steps.optional(),
  lookup: z
    .record(z.string(), scalar)
    .optional()
    .describe('What stands for what; compared whole, capital letters do not matter'),
  as: z.enum(conversions, { error: `Expected one of ${conversions.join(', ')}` }).optional(),
  default: scalar.optional().describe('When nothing came, or the lookup does not know it'),
  value: scalar.optional().describe('Always this; needs no from'),
  else: z
    .lazy(() => field)
    .optional()
    .describe('Where it comes from when nothing came here: a path, or words of its own'),
})

const field: z.ZodType<FieldSource> = z.union([z.string(), z.array(z.string()).min(1), fieldRule], {
  error: 'Expected a path, a list of paths, or { from: path, … }',
})
const fields = z
  .record(z.string(), field.nullable())
  .describe(
    'Field on the left, where it comes from on the right; null drops a field of the mapping that this one extends',
  )

const stage = z.union(
  [
    z.string(),
    z.array(z.string()).min(1),
    z.strictObject({
      from: from.optional(),
      template: template.optional(),
      with: steps.optional(),
      lookup: z.record(z.string(), z.string()).optional(),
      default: z.string().optional(),
      value: z.string().optional(),
    }),
  ],
  { error: 'Expected a path, or { from: path, lookup: …, default: … }' },
)

const connection = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, {
    error: 'Expected the name of a connection or connector: small letters, digits, hyphens',
  })
  .describe('Connection it serves, or the connector, whose every connection without a file of its own it then serves')

const base = z
  .string()
  .describe('Name of a mapping in the same direction: all it says holds here too, except what this file says itself')
  .optional()

const toLead = z.strictObject({
  connection,
  to: z.literal('lead'),
  extends: base,
  fields: fields.optional(),
  require: z.array(z.string()).default([]).describe('Fields without which an event is held for a person'),
  stage: stage.optional(),
  examples: z
    .array(z.strictObject({ name: z.string(), event: z.unknown(), lead: z.record(z.string(), scalar.nullable()) }))
    .default([]),
})

const toCrm = z.strictObject({
  connection,
  to: z.literal('crm'),
  extends: base,
  as: z.literal('text').optional().describe('Write every value as text, as HubSpot wants it'),
  fields: fields.optional(),
  require: z.array(z.string()).default([]),
  examples: z
    .array(
      z.strictObject({
        name: z.string(),
        lead: z.record(z.string(), z.unknown()).default({}),
        decision: z.record(z.string(), z.unknown()).default({}),
        account: z.record(z.string(), z.unknown()).default({}),
        crm: z.record(z.string(), scalar.nullable()),
      }),
    )
    .default([]),
})

export const mappingSchema = z.discriminatedUnion('to', [toLead, toCrm], {
  error: 'Say where it leads: to: lead, or to: crm',
})

export type ToLeadFile = z.infer<typeof toLead>
export type ToCrmFile = z.infer<typeof toCrm>
