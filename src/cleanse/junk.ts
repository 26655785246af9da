// Leads that nobody meant: tests, keyboard rows, invented people, competitors. Its one rule: it doubts with a reason and never changes or drops a lead;
// the reason never holds the value.
import type { LeadFields } from '../lead/lead.ts'
import { domainClass } from './domain-class.ts'
import { registrableDomain } from './domain.ts'
import { emailDomain } from './email.ts'

export interface JunkSettings {
  /** Registrable domains. */
  competitors?: ReadonlySet<string>
  /** Registrable domains of our own company. */
  ours?: ReadonlySet<string>
}

/** Alone in a field, they are no name. Folded. */
const testWords = new Set(
  (
    'test tests tester testing testtest testuser testlead testperson testname testkunde testfirma testcompany teste prueba pruebas essai prova proba probe testi tst qatest ' +
    'demo dummy fake foo bar foobar baz sample example muster mustermann none nobody noone anonymous anonym unknown lorem ipsum asd asdf qwe qwer qwert qwerty qwertz azerty ' +
    'abc abcd abcde xyz blah blabla blub bla hallo hello na nn xx xxx yyy zzz firstname lastname fname lname vorname nachname prenom nom nombre apellido ' +
    'nome cognome sobrenome voornaam achternaam name yourname username user admin delete deleteme ignore'
  ).split(' '),
)
/** Said together, by those who do not want to say their own. Folded, without spaces. */
const fiction = new Set(
  (
    'mickeymouse minniemouse mickymaus donaldduck dagobertduck daisyduck goofygoof bugsbunny homersimpson bartsimpson margesimpson lisasimpson fredflintstone jamesbond ' +
    'darthvader lukeskywalker hansolo harrypotter hermionegranger frodobaggins gandalfthegrey brucewayne clarkkent peterparker tonystark spiderman batman superman ironman santaclaus ' +
    'weihnachtsmann johndoe janedoe johndo joebloggs joeblow johnqpublic maxmustermann maxmuster erikamustermann lieschenmueller lieschenmuller ottonormalverbraucher hansmuster petermuster ' +
    'fulanodetal menganodetal perengano monsieurx madamex toto tototiti tatatiti piperchapman walterwhite sherlockholmes indianajones luckyluke asterixobelix spongebob tintin ' +
    'pinkpanther papasmurf scoobydoo charliebrown peterpan robinhood kaiserkuo foobar loremipsum mariomario supermario jonsnow tyrionlannister'
  ).split(' '),
)

/** Rows as on the keys: QWERTY, QWERTZ, AZERTY. */
const rows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiopu',
  'asdfghjkloa',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1234567890',
]
const keyboard = rows.flatMap((row) => [row, row.split('').toReversed().join('')])

/** Reserved for documentation (RFC 2606), and what people type instead of a domain of theirs. */
const exampleDomains = new Set(['example.com', 'example.org', 'example.net'])
const testDomains = new Set(
  'test.com test.de test.fr test.org test.net testing.com asdf.com asd.com qwerty.com email.com.com domain.com mydomain.com yourdomain.com company.com abc123.com xyz.xyz none.com noemail.com nomail.com fake.com sample.com a.com aa.com aaa.com b.com'.split(
    ' ',
  ),
)

/** @param fields after cleansing */
export function junkReasons(fields: LeadFields, settings: JunkSettings = {}): string[] {
  const reasons: string[] = []
  const add = (found: boolean, reason: string): void => {
    if (found) reasons.push(reason)
  }
  const first = fold(fields.firstName)
  const last = fold(fields.lastName)
  const company = fold(fields.company)
  const names = [first, last].filter((name) => name !== '')
  add(names.some(isTestWord) || isTestWord(company), 'test lead')
  add([...names, company].some(isKeyboardRow), 'keyboard row')
  add([...names, company].some(isRepeated), 'repeated letters')
  add(fiction.has(first + last), 'name from fiction')
  add(first !== '' && first === last, company === first ? 'same text in all name fields' : 'same first and last name')
  add([fields.firstName, fields.lastName].some(hasLink), 'link in a name')
  reasons.push(...addressReasons(fields, settings))
  add(fields.phone !== undefined && isInventedPhone(fields.phone), 'invented phone number')
  return reasons
}

function addressReasons({ email, domain: given }: LeadFields, { competitors, ours }: JunkSettings): string[] {
  const reasons: string[] = []
  const host = email === undefined ? undefined : emailDomain(email)
  const domains = [host === undefined ? undefined : (registrableDomain(host) ?? host), given]
  const one = (list: ReadonlySet<string> | undefined): boolean =>
    list !== undefined && domains.some((domain) => domain !== undefined && list.has(domain))
  if (one(competitors)) reasons.push('competitor')
  if (one(ours)) reasons.push('own company')
  if (email === undefined || host === undefined) return reasons
  const local = fold(email.slice(0, email.lastIndexOf('@')).split('+', 1)[0]).replace(/\d+$/, '')
  const stem = host.slice(0, Math.max(host.indexOf('.'), 0))
  if (exampleDomains.has(host) || /\.(?:invalid|localhost)$/.test(host)) reasons.push('example address')
  const isTest = testDomains.has(host) || isTestWord(local) || isKeyboardRow(local) || isRepeated(local)
  if (isTest || (local === stem && local.length < 4)) reasons.push('test address')
  if (domainClass(host) === 'disposable') reasons.push('disposable address')
  return reasons
}

function fold(text: string | undefined): string {
  if (text === undefined) return ''
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function isTestWord(folded: string): boolean {
  return testWords.has(folded) || /^test\d{1,6}$/.test(folded)
}

/** asdf, qwertz, lkjh, asdfasdf: nothing but keys that stand beside each other. */
function isKeyboardRow(folded: string): boolean {
  if (folded.length < 4 || !/^[a-z\d]+$/.test(folded) || /^\d{1,5}$/.test(folded)) return false
  if (keyboard.some((row) => row.includes(folded))) return true
  for (const length of [3, 4, 5, 6]) {
    const start = folded.slice(0, length)
    const repeats = folded.length >= 2 * length && start.repeat(Math.ceil(folded.length / length)).startsWith(folded)
    if (repeats && keyboard.some((row) => row.includes(start))) return true
  }
  return false
}

/** aaa, xxxx, ababab, dfgdfgdfg; and six consonants in a row without an l or r, which no language of names has. */
function isRepeated(folded: string): boolean {
  if (/^([a-z])\1{2,}$/.test(folded)) return folded !== 'iii'
  if (/^([a-z]{2,3})\1{2,}$/.test(folded)) return true
  return /^[bcdfghjkmnpqstvwxz]{6,}$/.test(folded)
}

function hasLink(text: string | undefined): boolean {
  return text !== undefined && /https?:|www\.|\.(?:com|ru|net|org|xyz|top)\b\/?/iu.test(text)
}

/** 555-01xx is kept for films (NANPA), the others for those who want to be left alone. */
function isInventedPhone(phone: string): boolean {
  const digits = phone.replace(/\D/g, '')
  if (/^1?\d{3}55501\d\d$/.test(digits) || /^1?555\d{7}$/.test(digits) || /^1?\d{3}555(?:1234|5555|0000)$/.test(digits))
    return true
  if (digits.length < 5) return false
  return /(\d)\1{6,}$/.test(digits) || /^(\d)\1{4,}$/.test(digits) || /(?:0?123456|987654|234567)\d{0,4}$/.test(digits)
}
