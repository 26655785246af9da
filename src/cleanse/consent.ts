// May we write to this person? Senders say it in many words; what is not understood is no consent and no withdrawal.
import { tidyText, type Cleaned } from './text.ts'

export const consents = ['granted', 'withdrawn'] as const

const words: Record<(typeof consents)[number], readonly string[]> = {
  granted: ['granted', 'true', 'yes', 'y', '1', 'on', 'opt-in', 'opted in', 'opted-in', 'subscribed'],
  withdrawn: [
    'withdrawn',
    'false',
    'no',
    'n',
    '0',
    'off',
    'opt-out',
    'opted out',
    'opted-out',
    'unsubscribed',
    'revoked',
  ],
}

const known = new Map(consents.flatMap((consent) => words[consent].map((word) => [word, consent] as const)))

export function cleanConsent(raw: string): Cleaned {
  const tidy = tidyText(raw, { max: 100 })
  const word = tidy.value?.toLowerCase()
  if (word === undefined) return tidy
  const value = known.get(word)
  if (value === undefined)
    return { ...tidy, value: undefined, did: [...tidy.did, 'not understood as consent, removed'] }
  return value === tidy.value ? tidy : { ...tidy, value, did: [...tidy.did, 'consent in our words'] }
}
