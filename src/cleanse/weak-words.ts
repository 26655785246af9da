// Words that many companies have in their names: they tell little. Folded as keys are. Pure data, of our own, after looking at the most
// frequent words of company names that registers publish.
import { withoutUmlautE } from './transliterate.ts'

const kinds =
  'group groupe gruppe grupo gruppo groep holding holdings technologies technology tech systems system systeme solutions solution services ' +
  'service international intl global worldwide world enterprises enterprise industries industry industrial partners partner consulting ' +
  'consultants consultancy consult beratung conseil software digital labs lab media network networks products product trading trade ' +
  'management ventures venture capital investments investment resources associates association brothers bros company companies corporate ' +
  'design studio studios agency agentur online web net com data energy electric electronics engineering construction logistics transport ' +
  'marketing medical health healthcare pharma pharmaceuticals foods food retail stores store shop the of for de la le der die das del do da and'
const places =
  'germany deutschland france uk usa us america american europe european europa emea apac asia pacific north south east west northern southern ' +
  'china india japan canada australia brasil brazil italia italy espana spain nederland netherlands belgium schweiz switzerland suisse austria ' +
  'osterreich poland polska ireland sweden sverige norway norge denmark danmark finland iberia nordic nordics dach benelux latam mena africa ' +
  'mexico argentina chile colombia israel turkey turkiye russia singapore malaysia korea vietnam thailand indonesia philippines middle'

export const weakWords: ReadonlySet<string> = new Set(`${kinds} ${places}`.split(' ').map(withoutUmlautE))
