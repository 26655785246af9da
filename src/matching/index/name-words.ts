// Words of company names that stand for each other, and words that are places. Its one rule: a word is in one group at most; groups are of our own,
// after the abbreviations that registers and people use. Folded as keys are.
import { transliterate, withoutUmlautE } from '../../cleanse/transliterate.ts'
import { weakWords } from '../../cleanse/weak-words.ts'

const same =
  'international intl internl int,brothers bros,manufacturing manufacturers mfg manuf,technologies technology tech technologie,systems system sys systeme systemes,' +
  'services service svcs svc,solutions solution,associates association assoc assn assocs,group groupe gruppe grupo gruppo groep grp,holdings holding hldgs hldg,' +
  'engineering engineers engrg engr engg,electric electrical elec,industries industry inds ind industrie,consulting consultants consultancy consult,' +
  'enterprises enterprise entp,laboratories laboratory labs lab,university univ universitat universite universidad,department dept,centre center ctr cntr,' +
  'national natl,saint st,mount mt,fort ft,communications communication comms comm,management mgmt mgt,marketing mktg,insurance ins insur,financial finance fin,' +
  'pharmaceuticals pharmaceutical pharma pharm,chemicals chemical chem,transportation transport transports,distribution distributors distr dist,' +
  'products product prods prod,equipment equip eqpt,hospital hosp,government govt gov,federal fed,development dev,medical med,partners partner,foods food,' +
  'motors motor,investments investment invest,networks network,ventures venture,resources resource,stores store,studios studio,agency agentur agence,' +
  'software sw,global glbl,limited ltd,corporation corp,incorporated inc,company co companies cie,institute inst,foundation fdn,academy acad,' +
  'construction constr,hotels hotel,properties property,media,automotive auto,aerospace aero,' +
  '1 one first 1st,2 two second 2nd,3 three third 3rd,4 four fourth 4th,5 five fifth 5th,6 six,7 seven,8 eight,9 nine,10 ten'

const placesNamedTwice =
  'germany deutschland allemagne alemania germania,france frankreich francia,usa us america american,uk britain british england,italy italia italien italie,' +
  'spain espana spanien espagne,switzerland schweiz suisse svizzera,austria osterreich,netherlands nederland holland niederlande,belgium belgique belgie belgien,' +
  'poland polska polen,sweden sverige schweden,norway norge norwegen,denmark danmark,finland suomi finnland,russia russland,turkey turkiye,brazil brasil,' +
  'mexico mexiko,japan nippon,china,india,canada,australia,ireland irland,portugal,greece hellas,czechia czech cesko,hungary magyar ungarn,romania,' +
  'europe european europa,asia asian asien,africa afrika,emea,apac,latam,dach,nordic nordics scandinavia,benelux,iberia iberica,middle,gulf,pacific,' +
  'singapore,malaysia,korea,vietnam,thailand,indonesia,philippines,taiwan,israel,argentina,chile,colombia,peru,egypt,nigeria,kenya,arabia saudi,emirates uae,' +
  'munich munchen,cologne koln,vienna wien,geneva geneve genf,milan milano mailand,rome roma,turin torino,florence firenze,naples napoli,venice venezia,' +
  'prague praha prag,warsaw warszawa warschau,lisbon lisboa,brussels bruxelles brussel,zurich,basel,copenhagen kobenhavn,gothenburg goteborg,hague,' +
  'nuremberg nurnberg,hannover hanover,moscow moskau,beijing peking,kyiv kiev,bengaluru bangalore,mumbai bombay'

const placesNamedOnce =
  'berlin hamburg frankfurt stuttgart dusseldorf dresden leipzig bremen london manchester birmingham leeds glasgow edinburgh dublin paris lyon marseille toulouse lille ' +
  'madrid barcelona valencia sevilla porto amsterdam rotterdam antwerp bologna oslo stockholm helsinki budapest bucharest athens istanbul ankara dubai doha riyadh cairo ' +
  'lagos nairobi johannesburg capetown delhi chennai hyderabad pune kolkata karachi dhaka bangkok jakarta manila hanoi seoul tokyo osaka shanghai shenzhen guangzhou ' +
  'hongkong taipei sydney melbourne brisbane perth auckland toronto montreal vancouver calgary ottawa york chicago boston houston dallas austin denver seattle atlanta ' +
  'miami phoenix portland detroit philadelphia baltimore washington francisco angeles diego jose vegas orlando tampa charlotte nashville memphis cleveland columbus ' +
  'cincinnati pittsburgh minneapolis milwaukee indianapolis kansas louis texas california florida ohio carolina virginia georgia michigan illinois pennsylvania ' +
  'jersey massachusetts maryland tennessee alabama louisiana oregon colorado arizona nevada utah minnesota wisconsin missouri iowa oklahoma arkansas kentucky ' +
  'connecticut bavaria bayern sachsen hessen scotland wales quebec ontario alberta queensland paulo rio bogota lima santiago buenos aires zealand kingdom states'

const fold = (word: string): string => withoutUmlautE(transliterate(word))
const groups = (text: string, from: number): [string, number][] =>
  text.split(',').flatMap((group, at) => group.split(' ').map((word): [string, number] => [fold(word), from + at]))

const places = new Map([...groups(placesNamedOnce.replaceAll(' ', ','), 2_000), ...groups(placesNamedTwice, 1_000)])
const groupOf = new Map([...groups(same, 1), ...places])

export const isPlace = (word: string): boolean => places.has(word)

/** Tells little: a weak word, or a place. */
export const isWeak = (word: string): boolean => weakWords.has(word) || places.has(word)

export function hasDigit(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at)
    if (unit >= 48 && unit <= 57) return true
  }
  return false
}

/** "intl" for "international", "münchen" for "munich", "7" for "seven". */
export function standsFor(a: string, b: string): boolean {
  const group = groupOf.get(a)
  return group !== undefined && group === groupOf.get(b)
}
