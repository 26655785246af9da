// What an admin sets for forms on a website. Its one rule: all of it is optional, a form works without any.
import { z } from 'zod'

const fieldName = z.string().min(1).max(100)

export const settings = z.strictObject({
  origins: z
    .array(
      z
        .url({ protocol: /^https?$/, error: 'Give an address such as https://www.example.com' })
        .transform((text) => new URL(text).origin),
    )
    .min(1)
    .optional()
    .describe('Websites that may send. Browsers tell the truth about it, other programs need not'),
  honeypot: fieldName
    .optional()
    .describe('Name of a field that people do not see: who fills it in is a robot, and gives no lead'),
  submissionId: fieldName
    .default('submissionId')
    .describe('Name of the field with an id that the form makes anew for each submission'),
})

export type WebFormSettings = z.infer<typeof settings>
