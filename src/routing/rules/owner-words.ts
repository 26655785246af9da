// How a rule names an owner without a name: one word for each place that an owner is found in. Its one rule: what is no such word is an address.
import { z } from 'zod'

export const ownerWords = ['account.owner', 'account.successManager', 'lead.owner', 'previous owner'] as const
export type OwnerWord = (typeof ownerWords)[number]

export const OWNERS = `${ownerWords.join(', ')} or a user's e-mail address`

export function isOwnerWord(owner: string): boolean {
  return (ownerWords as readonly string[]).includes(owner) || z.email().safeParse(owner).success
}
