// All accounts of a connection, in memory: finds those that a lead could belong to. Its one rule: it holds keys and names, never the accounts
// themselves; whoever asks reads those from where they are kept.
import { companyKeyAnew, keyOfWords, type CompanyKey } from '../../cleanse/company-key.ts'
import { registrableDomainAnew } from '../../cleanse/domain.ts'
import { phoneKeys } from '../../cleanse/phone.ts'
import type { Account } from '../../lead/account.ts'
import { companySimilarity } from '../index/name-similarity.ts'
import { distinctiveWords } from '../generic-words.ts'
import { IdStore } from '../index/id-store.ts'
import { KeyIndex } from '../index/key-index.ts'
import { NameIndex } from '../index/name-index.ts'
import { NameStore } from '../index/name-store.ts'
import { TrigramIndex } from '../index/trigram-index.ts'
import { domainsOf, namesOf, type Rarity } from './evidence.ts'
import { stemOf, type AccountQuery } from './query.ts'
import { aliasTargets, type AccountSettings } from './settings.ts'
import { WordCounts } from './word-counts.ts'

/** Of one key: more could not be told apart, and are not a company's but a mistake of the data. */
const MOST_PER_KEY = 100
/** More have it than a rare word has. */
const MOST_PER_BRAND = 20
const SIMILAR_LOOKED_AT = 40
const SIMILAR_GIVEN = 10
/** Below it a name is another name: see `evidenceFor`. */
const LEAST_SIMILAR = 0.4

export class AccountIndex {
  readonly #keys = new KeyIndex()
  readonly #ids = new IdStore()
  readonly #names = new NameStore()
  #similar = new NameIndex(this.#names)
  readonly #words = new WordCounts()
  /** Name → entity. */
  #entityOf = new Uint32Array(16)
  readonly #gone = new Set<number>()
  #entities = 0
  #nameCount = 0

  /** Faster than adding them one by one. */
  static build(accounts: Iterable<Account>): AccountIndex {
    const index = new AccountIndex()
    for (const account of accounts) index.take(account)
    index.finish()
    return index
  }

  get size(): number {
    return this.#ids.size
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return this.#keys.bytes + this.#ids.bytes + this.#similar.bytes + this.#words.bytes + this.#entityOf.byteLength
  }

  get rarity(): Rarity {
    return {
      total: this.size,
      withCore: (core) => this.#keys.count(`n${core}`, this.#gone),
      withWord: (word) => this.#words.of(word),
    }
  }

  /** For many at once: `take` all, then `finish`; until then they are not found by similar names. */
  take(account: Account): void {
    this.#take(
      account,
      (key, entity) => this.#keys.take(key, entity),
      (name, text) => this.#names.put(name, text),
    )
  }

  finish(): void {
    this.#keys.settle()
    this.#ids.fit()
    this.#names.fit()
    this.#entityOf = this.#entityOf.slice(0, Math.max(16, this.#nameCount))
    this.#similar = new NameIndex(this.#names, TrigramIndex.build(this.#names))
  }

  /** In place of the one with its id. */
  add(account: Account): void {
    this.#take(
      account,
      (key, entity) => this.#keys.add(key, entity),
      (name, text) => this.#similar.add(name, text),
    )
  }

  remove(id: string): void {
    const entity = this.#ids.remove(id)
    if (entity !== undefined) this.#gone.add(entity)
  }

  /** Ids of the accounts worth a look, those that share an exact key first. */
  candidates(query: AccountQuery, settings: AccountSettings): string[] {
    const found = new Set<number>()
    const take = (key: string, most = MOST_PER_KEY): number => {
      const entities = this.#keys.find(key, most, this.#gone)
      for (const entity of entities) found.add(entity)
      return entities.length
    }
    for (const key of idKeys(query.externalIds)) take(key)
    let owners = 0
    for (const domain of query.domains) owners += take(`d${domain}`)
    for (const entity of Array.from(found)) take(`g${this.#ids.idOf(entity) ?? ''}`)
    const { core, acronym } = query.key
    const named = core === '' ? 0 : take(`n${core}`)
    for (const target of this.#aliases(query, settings)) take(`n${target}`)
    for (const phone of query.phones) take(`p${phone}`)
    for (const stem of query.stems) for (const kind of ['n', 's']) take(`${kind}${stem}`)
    if (core !== '') for (const kind of ['s', 'a']) take(`${kind}${core}`)
    if (acronym !== null) take(`n${acronym}`)
    const [brand] = distinctiveWords(query.key.words)
    if (brand !== undefined && named === 0) take(`b${brand}`, MOST_PER_BRAND)
    if (owners === 0 && named === 0 && core !== '') for (const entity of this.#alike(query.key)) found.add(entity)
    return [...found].map((entity) => this.#ids.idOf(entity) ?? '')
  }

  #aliases(query: AccountQuery, settings: AccountSettings): Set<string> {
    const targets = aliasTargets(settings)
    return new Set([query.key.core, ...query.domains].flatMap((key) => [...(targets.get(key) ?? [])]))
  }

  #alike(key: CompanyKey): number[] {
    const weight = (word: string): number => Math.log2(1 + this.size / (1 + this.#words.of(word)))
    return this.#similar
      .candidates(key.words.join(' '), SIMILAR_LOOKED_AT)
      .map((name) => ({
        entity: this.#entityOf[name] as number,
        alike: companySimilarity(key, keyOfWords(this.#names.find(name) ?? ''), weight),
      }))
      .filter(({ entity, alike }) => alike >= LEAST_SIMILAR && !this.#gone.has(entity))
      .toSorted((a, b) => b.alike - a.alike || a.entity - b.entity)
      .slice(0, SIMILAR_GIVEN)
      .map(({ entity }) => entity)
  }

  #take(
    account: Account,
    putKey: (key: string, entity: number) => void,
    putName: (name: number, text: string) => void,
  ): void {
    this.remove(account.id)
    const entity = this.#entities
    this.#entities += 1
    this.#ids.put(entity, account.id)
    const keys = namesOf(account).map(companyKeyAnew)
    addKeys(account, keys, (key) => putKey(key, entity))
    const names = new Set<string>()
    for (const { words } of keys) if (words.length > 0) names.add(words.join(' '))
    for (const name of names) {
      if (this.#nameCount === this.#entityOf.length) {
        const wider = new Uint32Array(this.#nameCount + (this.#nameCount >>> 1))
        wider.set(this.#entityOf)
        this.#entityOf = wider
      }
      this.#entityOf[this.#nameCount] = entity
      putName(this.#nameCount, name)
      this.#nameCount += 1
    }
    this.#words.add(keys.flatMap(({ words }) => words))
  }
}

/** d: domain · s: first part of a domain · n: core of a name · a: letters of a name · b: its first word that is no branch or place · p: phone · x: number of a register · g: account above it */
function addKeys(account: Account, names: readonly CompanyKey[], add: (key: string) => void): void {
  const { phone, country, externalIds } = account.details ?? {}
  for (const domain of domainsOf(account, registrableDomainAnew)) {
    add(`d${domain}`)
    add(`s${stemOf(domain)}`)
  }
  for (const { core, words, acronym } of names) {
    if (core !== '') add(`n${core}`)
    const [brand] = distinctiveWords(words)
    if (brand !== undefined) add(`b${brand}`)
    if (acronym !== null) add(`a${acronym}`)
  }
  if (phone !== undefined) for (const key of phoneKeys(phone, country)) add(`p${key}`)
  if (externalIds !== undefined) idKeys(externalIds).forEach(add)
  if (account.parentId) add(`g${account.connection}:${account.parentId}`)
}

function idKeys(ids: Readonly<Record<string, string>>): string[] {
  return Object.entries(ids).map(([kind, id]) => `x${kind} ${id}`)
}
