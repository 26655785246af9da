// A person as any source gives it: text, much of it missing. Its one rule: nothing here is trusted or normalised.

/** All as typed. Blank, `n/a`, `-` and `unknown` count as absent. */
export interface RawPerson {
  id: string
  first?: string | undefined
  last?: string | undefined
  /** Used where first and last are not given. */
  full?: string | undefined
  email?: string | readonly string[] | undefined
  phone?: string | readonly string[] | undefined
  company?: string | undefined
  /** Website or domain of the employer. */
  domain?: string | undefined
  title?: string | undefined
  street?: string | undefined
  city?: string | undefined
  postalCode?: string | undefined
  state?: string | undefined
  country?: string | undefined
  /** Any usual writing; a year alone will do. */
  birthDate?: string | undefined
  birthPlace?: string | undefined
  nationalId?: string | undefined
  /** System → id in it. */
  externalIds?: Readonly<Record<string, string>> | undefined
}
