// How rare names and words are among accounts that are all at hand: for files and tests. The index counts its own.
import { companyKey } from '../../cleanse/company-key.ts'
import type { Account } from '../../lead/account.ts'
import { namesOf, type Rarity } from './evidence.ts'

export function rarityOf(accounts: readonly Account[]): Rarity {
  const cores = new Map<string, number>()
  const words = new Map<string, number>()
  const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const account of accounts) {
    const keys = namesOf(account).map((name) => companyKey(name))
    for (const core of new Set(keys.map((key) => key.core))) count(cores, core)
    for (const word of new Set(keys.flatMap((key) => key.words))) count(words, word)
  }
  return {
    total: accounts.length,
    withCore: (core) => cores.get(core) ?? 0,
    withWord: (word) => words.get(word) ?? 0,
  }
}
