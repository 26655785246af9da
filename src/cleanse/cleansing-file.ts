// rulebook/cleansing.yaml → whose leads are doubted besides what everybody doubts. Its one rule: a domain that is none is a fault of the file, not of a lead.
import { z } from 'zod'
import { readYaml, type TextFile } from '../yaml-file.ts'
import { registrableDomain } from './domain.ts'
import type { JunkSettings } from './junk.ts'

const domain = z
  .string()
  .trim()
  .refine((text) => registrableDomain(text) !== undefined, 'Give a domain, like example.com')
  .transform((text) => registrableDomain(text) ?? text)

export const cleansingSchema = z.strictObject({
  competitors: z.array(domain).default([]).describe('Domains of competitors: their leads are doubted as "competitor"'),
  ours: z.array(domain).default([]).describe('Domains of your own company: its leads are doubted as "own company"'),
})

/** @throws ConfigError */
export function parseCleansing(file: TextFile): JunkSettings {
  const { competitors, ours } = readYaml(file, cleansingSchema).value
  return { competitors: new Set(competitors), ours: new Set(ours) }
}
