// When people without a common address are one: the `people` part of rulebook/matching.yaml. Its one rule: nothing is joined by itself on one
// signal alone, whatever is set.
import { z } from 'zod'
import { defaultBands } from './bands.ts'
import { weightSettingsSchema, weightsWith } from './weight-settings.ts'

const bits = (least: number) => z.number({ error: 'Give bits as a number' }).min(least).max(60)
const auto = { bits: defaultBands.auto.bits, minSignals: defaultBands.auto.minSignals }
const review = { bits: defaultBands.review.bits }

export const peopleSettingsSchema = z
  .strictObject({
    similar: z
      .enum(['auto', 'review', 'off'])
      .default('auto')
      .describe(
        'auto: who is surely the same is taken for it · review: a person is always asked · off: only the address counts',
      ),
    auto: z
      .strictObject({
        bits: bits(8).default(auto.bits).describe('From so many bits on, one more for each doubling above 500 leads'),
        minSignals: z
          .number()
          .int()
          .min(2, { error: 'Two signals at least: one alone may be chance, or shared' })
          .max(5)
          .default(auto.minSignals)
          .describe('Things that agree independently: name, e-mail, phone, employer, area'),
      })
      .default(auto),
    review: z
      .strictObject({ bits: bits(2).default(review.bits).describe('From here on a person is asked') })
      .default(review),
    sharedAfter: z
      .number()
      .int()
      .min(2)
      .max(20)
      .default(3)
      .describe('A phone or mailbox of so many different names is shared: it tells nothing of who it is'),
    weights: weightSettingsSchema.default({}).transform(weightsWith),
  })
  .refine((settings) => settings.review.bits <= settings.auto.bits, {
    error: 'review.bits must not be above auto.bits: what is sure would never be asked about',
    path: ['review', 'bits'],
  })

export type PeopleSettings = z.output<typeof peopleSettingsSchema>

export const defaultPeopleSettings: PeopleSettings = peopleSettingsSchema.parse({})
