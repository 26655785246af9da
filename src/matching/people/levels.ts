// The default weights: for every way two fields may agree or differ, log2 of how much likelier it is for one person than for two. Its one rule: sensible
// for people anywhere, and never fitted to one data set; whoever has labelled pairs may refit them (learn.ts).

export const fields = [
  'given',
  'family',
  'generation',
  'birthDate',
  'nationalId',
  'externalId',
  'email',
  'phone',
  'company',
  'domain',
  'street',
  'postalCode',
  'city',
  'state',
  'country',
  'birthPlace',
  'title',
] as const
export type Field = (typeof fields)[number]
/** Where each field stands among them. */
export const at = Object.freeze(
  Object.fromEntries(fields.map((field, place) => [field, place])) as Record<Field, number>,
)

/**
 * bits: as they are. surprise: of the value, plus `bits`, within the bounds; so a rare value tells more, and the commoner of two spellings is what counts.
 */
export interface Weight {
  bits: number
  surprise?: readonly [least: number, most: number]
}

/** Fields that tell of one thing count as one: of such a group only its strongest member adds bits. */
export const groups: Readonly<Record<Field, string>> = {
  given: 'name',
  family: 'name',
  generation: 'name',
  birthDate: 'birth date',
  nationalId: 'national id',
  externalId: 'external id',
  email: 'e-mail',
  phone: 'phone',
  company: 'employer',
  domain: 'employer',
  street: 'street',
  postalCode: 'area',
  city: 'area',
  state: 'area',
  country: 'area',
  birthPlace: 'birth place',
  title: 'title',
}

const fixed = (bits: number): Weight => ({ bits })
const rare = (bits: number, least: number, most: number): Weight => ({ bits, surprise: [least, most] })

export const weights = {
  given: {
    exact: rare(-0.3, 3, 9),
    part: rare(-1, 2, 7.5),
    nickname: rare(-1.5, 2, 6.5),
    typo: rare(-2, 2, 6.5),
    close: rare(-3.5, 1, 5),
    initial: fixed(2.5),
    weak: fixed(-1),
    differ: fixed(-5),
  },
  family: {
    exact: rare(-0.3, 4, 11),
    part: rare(-1.5, 3, 8.5),
    typo: rare(-2.5, 3, 8),
    close: rare(-4, 1.5, 6),
    initial: fixed(1.5),
    weak: fixed(-1.5),
    differ: fixed(-4.5),
  },
  generation: { same: fixed(1), differ: fixed(-6) },
  birthDate: {
    exact: rare(-0.5, 6, 12),
    swapped: fixed(9),
    typo: fixed(7.5),
    'two parts': fixed(4.5),
    'year only': fixed(4),
    'same year': fixed(-0.5),
    near: fixed(-2),
    differ: fixed(-5),
  },
  nationalId: { exact: fixed(14), typo: fixed(7.5), differ: fixed(-6) },
  externalId: { exact: fixed(14) },
  email: {
    exact: fixed(11),
    typo: fixed(7),
    'same local part': fixed(5),
    'same name in it': fixed(0.5),
    close: fixed(4),
    shared: fixed(0),
    differ: fixed(-0.7),
  },
  phone: { exact: fixed(9), shared: fixed(0), differ: fixed(-0.5) },
  company: {
    exact: rare(-0.5, 2, 6),
    typo: rare(-1.5, 1.5, 5),
    close: rare(-2, 1, 4),
    weak: fixed(0),
    differ: fixed(-1.5),
  },
  /** Where nobody is named, the name of the business is the name. */
  business: {
    exact: rare(-0.3, 5, 11),
    typo: rare(-1, 4, 9),
    close: rare(-2, 3, 8),
    weak: fixed(-1),
    differ: fixed(-6),
  },
  domain: { exact: rare(-0.5, 3, 6), differ: fixed(-2) },
  street: {
    exact: rare(0, 6, 9),
    typo: rare(-1, 4, 7),
    'without number': rare(-3, 2, 5),
    'other number': rare(-5, 0, 2.5),
    'only number': fixed(0.5),
    differ: fixed(-2),
  },
  postalCode: { exact: rare(-0.4, 3, 8), typo: fixed(3), start: rare(-3, 1, 3.5), differ: fixed(-1.5) },
  city: {
    exact: rare(-0.4, 1.5, 7),
    typo: rare(-1.5, 1, 5),
    part: rare(-2, 0.5, 4),
    close: rare(-3, 0.5, 3),
    differ: fixed(-1.5),
  },
  state: { same: rare(-0.5, 0.5, 3), differ: fixed(-0.7) },
  country: { same: fixed(0.2), differ: fixed(-2) },
  birthPlace: {
    exact: rare(-0.4, 1.5, 7),
    typo: rare(-1.5, 1, 5),
    part: rare(-2, 0.5, 4),
    close: rare(-3, 0.5, 3),
    differ: fixed(-2),
  },
  title: { exact: rare(-0.7, 0.5, 4), typo: rare(-1.5, 0.5, 3), close: fixed(0.7), differ: fixed(-0.4) },
} as const satisfies Record<string, Record<string, Weight>>

export type Weights = { readonly [F in keyof typeof weights]: { readonly [L in keyof (typeof weights)[F]]: Weight } }
