// A street address as what two of them are compared by. Its one rule: the house number and the words of the street are told apart, in any order they are typed.
import { remember } from '../../cleanse/remember.ts'
import { transliterate } from '../../cleanse/transliterate.ts'

export interface Street {
  /** The house number, without letters and leading zeros. */
  number: string | undefined
  /** Words of the street, in one spelling for `street`, `north` and the like. Never empty when there is no number. */
  words: readonly string[]
  /** The same, joined. */
  text: string
}

/** What is written in many ways, and tells little. Sources: USPS Publication 28, Australia Post and Deutsche Post on addresses, 2026-11. */
const spellings: ReadonlyMap<string, string> = new Map(
  (
    'street st str|avenue av ave aven|boulevard blvd blv boul bvd bd|road rd|drive dr drv|lane ln|court ct crt|place pl plc|square sq|circle cir circ crcl|' +
    'circuit cct cirt|crescent cres cr crs|close cl|parade pde|terrace ter terr tce|highway hwy hway|parkway pkwy pky|freeway fwy|expressway expy|' +
    'grove gr grv|gardens gdns gdn|heights hts|mount mt|fort ft|center centre ctr cntr|plaza plz|building bldg|floor fl flr|suite ste|apartment apt appt|' +
    'north n|south s|east e|west w|northeast ne|northwest nw|southeast se|southwest sw|strasse stra strase|platz|weg|rue|saint snt|esplanade esp|alley aly|trail trl|' +
    'first 1st|second 2nd|third 3rd|fourth 4th|fifth 5th|sixth 6th|seventh 7th|eighth 8th|ninth 9th|tenth 10th'
  )
    .split('|')
    .flatMap((group) => {
      const [name = '', ...others] = group.split(' ')
      return others.map((other): [string, string] => [other, name])
    }),
)
const kinds = new Set(
  'street avenue boulevard road drive lane court place square circle circuit crescent close parade terrace highway parkway grove strasse platz weg rue north south east west the of and de la'.split(
    ' ',
  ),
)

/** Says little by itself: every second address is a street. */
export const isKindOfStreet = (word: string): boolean => kinds.has(word)

export const streetOf = remember(read, 20_000)

function read(text: string): Street | undefined {
  const all = transliterate(text)
    .replace(/strasse\b|straße\b|str\b\.?/gu, ' strasse')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
  const at = all.findIndex((word) => /^\d+[a-z]?$/.test(word))
  const number = at < 0 ? undefined : all[at]?.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  const words = all.filter((_, index) => index !== at).map((word) => spellings.get(word) ?? word)
  return all.length === 0 ? undefined : { number, words, text: words.join(' ') }
}
