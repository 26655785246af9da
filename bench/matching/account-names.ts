// Names of accounts that do not exist, as a CRM would hold them: made brands, surnames, trades, places, legal forms. Its one rule: the same seed
// gives the same names, and some brands are shared by many companies, as Smith and Delta are.

export type Random = () => number

/** Mulberry32: small, seeded, even enough for samples. */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const list = (text: string): string[] => text.split(' ')

const pieces = list(
  'accel adva aero agil akzo alber alliant altor ambra amper anden anver apex aqua arbor arden argo arlen arron aster astra atlan aurel avant axion balder barton ' +
    'bellev bergen biora blanchard boreal brandt brevan brook calder calyx cambri canter capri carden castell cater celan centra ceran cheval cirru claren cobal ' +
    'condor corvin cresta crown cyber dalton danfor darien decker delmar dexter diamant domin dorado draken duran dyna eastman ebner edison elan elber electra ' +
    'embra emeral endura enterra epson equin ester everest evolv fabri falcon farman felder ferran finlay flexi fleming fortuna foster franke fresen fulton galen ' +
    'garland gemin genera gilder glaxon global gordon granit greifen grohe guardi halden halley hampton hanover harbor hartman hazel helio henkel heron hexagon ' +
    'hilton honda horizon hudson hydro icon ignis imper indigo infin ingram inova inter iron isola jabil jasper jensen jubil kaiser kepler kestrel kinder kirsch ' +
    'kodak komat konrad kraft kuhn lambert lancer larsen laurent legend leica lexmar liber linden logan lombard lumen luxor lynx magna mahler malvern mantra ' +
    'marlow martin maxim meridi merlin metro micron milan miran modula monarch montan morgan mosaic nautil nestor nexan nimbus nobel nordan northern novar nuance ' +
    'oakley octav olympi omega optim oracl orbit orion osman oxford pacif palmer panther paragon pelican penta perkin phenix pilgrim pinnacl plana polar porsch ' +
    'premier prisma procter proton pulsar quadra quanta quest quilmes radian raven redwood regal reliant renov resol richter ridge rival robust rockwell rosen ' +
    'rubicon sabre salem samson sanofi sapphir saturn schaeff scott sentin serena shelby siemon sierra sigma silver simplex solar sonder spectr sprint stanton ' +
    'stellar sterling strato summit superb swift sylvan synerg talisman tandem tech tektron tempus terra teslar thales thermo thorn tiger titan toron trident ' +
    'trinity triton trumpf tundra tyson ultra umbra unilev union urban valen vanguard vector velox verdan veriz vertex vickers victor viking vision vista vivan ' +
    'volta vulcan walden warner waters wendel weston wilmar winter wolver xenon xylem yamat yorkton zenith zephyr zimmer zodiac zurich',
)
const surnames = list(
  'Smith Johnson Williams Brown Jones Garcia Miller Davis Martinez Lopez Wilson Anderson Thomas Taylor Moore Jackson Lee Thompson White Harris Clark Lewis ' +
    'Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Müller Schmidt Schneider Fischer Weber ' +
    'Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Neumann Schwarz Zimmermann Braun Hofmann Krüger Hartmann Lange Werner Krause Dubois Durand ' +
    'Moreau Laurent Simon Michel Lefebvre Leroy Roux Bertrand Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Silva Santos Oliveira Souza ' +
    'Pereira Costa Rodrigues Almeida Nowak Kowalski Wiśniewski Lewandowski Jansen Visser Bakker Smit Mulder Hansen Larsen Andersen Nilsson Johansson Karlsson ' +
    'Virtanen Korhonen Novák Svoboda Tanaka Suzuki Watanabe Kim Park Choi Nguyen Tran Singh Kumar Sharma Patel Gupta Yılmaz Kaya Demir',
)
const words = list(
  'Alpha Delta Pioneer Phoenix Eagle Sunrise Liberty Heritage Legacy Precision Quality Advanced Allied American National United First Royal Golden Blue Red Black ' +
    'Silver Diamond Crystal Ocean River Mountain Valley Lake Forest Oak Pine Maple Cedar Rose Lion Bear Fox Hawk Swan Star Sun Moon Sky Cloud Wave Rapid Smart ' +
    'Bright Clear Pure Fresh True Prime Elite Select Choice Superior Capital Central Harbor Bridge Gateway Tower Castle Stone Rock Iron Steel Copper Bay Coast',
)
const trades = list(
  'Technologies Solutions Systems Services Consulting Engineering Logistics Transport Construction Electric Electronics Energy Software Media Marketing Design ' +
    'Foods Foods Bakery Dental Medical Health Pharma Chemicals Plastics Steel Metals Tools Machinery Bearings Pumps Valves Packaging Printing Paper Textiles Fashion ' +
    'Furniture Interiors Roofing Plumbing Heating Windows Glass Ceramics Automotive Motors Tyres Aviation Marine Shipping Travel Hotels Catering Events Sports ' +
    'Toys Books Education Training Recruitment Staffing Security Insurance Finance Investments Properties Realty Homes Gardens Farms Seeds Wines Brewery Beverages ' +
    'Coffee Dairy Meats Seafood Organics Cosmetics Jewelry Watches Optics Instruments Controls Automation Robotics Networks Telecom Data Analytics Labs Research ' +
    'Biotech Environmental Water Recycling Waste Mining Petroleum Gas Solar Wind Lighting Cables Wire Tubes Coatings Paints Adhesives Rubber Timber Stone Cement',
)
const kinds = list(
  'Group Holding Holdings International Global Partners Industries Enterprises Trading Associates Management Ventures Worldwide',
)
const places = list(
  'Germany Deutschland France UK USA America Europe Asia China India Japan Canada Australia Brasil Italia España Nederland Schweiz Austria Polska Berlin Hamburg ' +
    'München Frankfurt London Manchester Leeds Paris Lyon Marseille Milano Roma Torino Madrid Barcelona Lisboa Amsterdam Rotterdam Wien Zürich Praha Warszawa Chicago ' +
    'Boston Houston Dallas Denver Seattle Atlanta Texas Ohio Florida Carolina Toronto Montreal Sydney Melbourne Singapore Dubai Mumbai Delhi Bangalore Shanghai',
)
const forms = [
  'Inc',
  'Inc.',
  'LLC',
  'Ltd',
  'Ltd.',
  'Limited',
  'GmbH',
  'AG',
  'GmbH & Co. KG',
  'SA',
  'SAS',
  'SARL',
  'S.p.A.',
  'S.r.l.',
  'B.V.',
  'AB',
  'Oy',
  'A/S',
  'Pty Ltd',
  'Co., Ltd.',
]

/** Letters follow letters as they do in the pieces, two at a time. */
const follows = new Map<string, string>()
for (const piece of pieces) {
  const text = `^^${piece}$`
  for (let at = 2; at < text.length; at += 1) {
    const key = text.slice(at - 2, at)
    follows.set(key, (follows.get(key) ?? '') + text[at])
  }
}

function brand(random: Random): string {
  for (;;) {
    let text = '^^'
    while (text.length < 16) {
      const next = follows.get(text.slice(-2)) ?? '$'
      const letter = next[Math.floor(random() * next.length)] ?? '$'
      if (letter === '$') break
      text += letter
    }
    const made = text.slice(2)
    if (made.length < 3) continue
    const ends = ['', '', '', 'a', 'o', 'is', 'ex', 'on', 'ia', 'um', 'ix', 'tec']
    return made[0]?.toUpperCase() + made.slice(1) + ends[Math.floor(random() * ends.length)]
  }
}

/** One shared brand for four of its own; the most frequent shared ones are used far more often than the rest. */
export function accountNames(count: number, random: Random): string[] {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const shared = Array.from({ length: 20_000 }, () => brand(random))
  const often = (from: readonly string[]): string => from[Math.floor(random() ** 2 * from.length)] ?? ''
  const initials = (): string =>
    Array.from({ length: 3 }, () => pick(list('A B C D E F G H I J K L M N O P R S T V W X Z'))).join('')
  const lead = (): string => {
    const kind = random()
    if (kind < 0.62) return brand(random)
    if (kind < 0.74) return often(shared)
    if (kind < 0.84) return often(surnames)
    if (kind < 0.93) return pick(words)
    return initials()
  }
  const seen = new Set<string>()
  const names: string[] = []
  while (names.length < count) {
    const shape = random()
    const parts = [lead()]
    if (shape < 0.18) parts.push('')
    else if (shape < 0.5) parts.push(pick(trades))
    else if (shape < 0.62) parts.push(pick(trades), pick(kinds))
    else if (shape < 0.7) parts.push(pick(places))
    else if (shape < 0.78) parts.push(pick(trades), pick(places))
    else if (shape < 0.86) parts.push(brand(random))
    else if (shape < 0.91) parts.push('&', often(surnames))
    else if (shape < 0.97) parts.push(brand(random), pick(trades))
    else parts.push(pick(kinds))
    const name = parts.filter((part) => part !== '').join(' ')
    if (seen.has(name)) continue
    seen.add(name)
    names.push(random() < 0.8 ? `${name} ${pick(forms)}` : name)
  }
  return names
}

/** A domain for each name: what a company of that name might own, with a number where it is taken. */
export function domainsOf(names: readonly string[]): string[] {
  const taken = new Map<string, number>()
  return names.map((name, at) => {
    const stem = name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 24)
    const times = taken.get(stem) ?? 0
    taken.set(stem, times + 1)
    return `${stem}${times === 0 ? '' : times}.${['com', 'com', 'com', 'de', 'co.uk', 'fr', 'net', 'io'][at % 8]}`
  })
}

export type Change = 'as it is' | 'one typo' | 'two typos' | 'words reversed' | 'words joined' | 'last word dropped'
export const changes: readonly Change[] = [
  'as it is',
  'one typo',
  'two typos',
  'words reversed',
  'words joined',
  'last word dropped',
]

/** @returns null when the change would leave the words as they are */
export function changed(text: string, change: Change, random: Random): string | null {
  const parts = text.split(' ')
  if (change === 'as it is') return text
  if (change === 'one typo') return typo(text, random)
  if (change === 'two typos') return typo(typo(text, random), random)
  if (parts.length < 2) return null
  if (change === 'words reversed') return parts.toReversed().join(' ')
  if (change === 'words joined') return parts.join('')
  return parts.slice(0, -1).join(' ')
}

/** A letter exchanged, left out, put in, or two swapped. */
function typo(text: string, random: Random): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  for (;;) {
    const at = Math.floor(random() * text.length)
    if (text[at] === ' ') continue
    const letter = letters[Math.floor(random() * letters.length)] ?? 'a'
    const kind = Math.floor(random() * 4)
    const made =
      kind === 0
        ? text.slice(0, at) + letter + text.slice(at + 1)
        : kind === 1
          ? text.slice(0, at) + text.slice(at + 1)
          : kind === 2
            ? text.slice(0, at) + letter + text.slice(at)
            : text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2)
    if (made !== text && made.trim() !== '') return made
  }
}
