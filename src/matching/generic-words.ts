// Words that a company adds to its name for a branch, a department or a place: beside a rare name they tell little. Pure data, of our own:
// what departments and lines of business are called, and the largest cities and provinces of the countries that trade most (2026-11).
import { withoutUmlautE } from '../cleanse/transliterate.ts'
import { weakWords } from '../cleanse/weak-words.ts'

const business =
  'accessories advanced advertising aerospace air airlines analytics appliances applications asset audio automation automotive aviation ' +
  'bank banking battery biotech branch brand brands broadband broadcasting building business cables care cellular center centre centrum ' +
  'chemical chemicals chemie civil cloud coatings commerce commercial communication communications components computer computers ' +
  'computing connect connected connectivity consumer content control controls credit creative customer cyber defence defense delivery dental ' +
  'department dept desarrollo development device devices diagnostics direct display distribution division e ecommerce education ' +
  'electrical electro electronic electronica elektronik embedded entertainment entwicklung environmental equipment estate ' +
  'event events experience export express fashion fiber film finance financial fluid foundation foundry freight furniture games gas glass graphics ' +
  'hardware heavy home hospitality hotel hotels hr human immobilien import info informatica informatik informatique information ' +
  'infrastructure innovation innovations institute insurance integrated intelligence intelligent interactive interior internet io iot it job ' +
  'jobs laboratories laboratory laboratorium learning leasing life lighting line lines live location machine machinery mail main manufacturing marine ' +
  'market markets material materials mechanical mediterranean memory metal metals microelectronics microsystems mining mobil mobile mobility ' +
  'money motion motor motors multimedia music office oil on operation operations optical optics optoelectronics pack packaging paper parts ' +
  'pay payment payments performance personal petroleum photonics plastics platform platforms play plus power precision print printing pro ' +
  'process processing procurement production productions professional project projects property public publishing purchase purchasing quality ' +
  'r d rd radio rail railway real recruiting recherche renewable renewables research robotics sales satellite science sciences scientific security ' +
  'semi semiconductor semiconductors sensor sensors sistemas sistemi smart social solar source sourcing space speciality specialty staffing ' +
  'standard steel storage strategic strategy supply support surgical sustainable systemhaus team technical technik technisch technologie ' +
  'technologien tecnologia tecnologias teknoloji telco telecom telecommunication telecommunications telecomunicazioni telefon tele ' +
  'telekom telekommunikation telekomunikasyon telematik telematics test testing textile textiles therapeutics tool tools total training transit ' +
  'transportation travel treasury tv unit university utilities value vehicle vehicles verwaltung vertrieb video virtual vision vertriebs water ' +
  'wellness wind wireless work works workspace'
const places =
  'amsterdam andhra ankara antwerp arabia arizona athens atlanta auckland austin bangalore bangkok barcelona ' +
  'bavaria bayern beijing belfast bengaluru berlin bilbao bogota bologna bombay bordeaux boston bratislava bremen brisbane bristol british brussels ' +
  'bruxelles bucharest budapest bulgaria cairo calgary california cambridge canton cape cardiff caribbean central chengdu chennai chicago ' +
  'chongqing colorado copenhagen cork croatia cyprus czech czechia dalian dallas delhi denver detroit dongguan dresden dubai dublin dusseldorf ' +
  'duesseldorf eastern edinburgh egypt eindhoven emirates england estonia eu eurasia florence florida frankfurt fukuoka fuzhou gdansk geneva ' +
  'georgia glasgow gothenburg graz greece guangdong guangzhou gulf hague hamburg hangzhou hannover harbin hefei helsinki ho hong houston ' +
  'hubei hungary hyderabad iberica iceland illinois iran istanbul italian italiana jakarta jiangsu jinan johannesburg karlsruhe karnataka ' +
  'kazakhstan kenya kiev kong koln korean krakow kuala kunming kuwait kyiv kyoto latvia leeds leipzig lille lima linz lisboa lisbon lithuania ' +
  'london los luxembourg lyon madrid maharashtra malmo manchester manila mannheim marseille massachusetts melbourne mexican miami michigan ' +
  'milan milano minh minnesota montreal morocco moscow mumbai munchen munich nagoya nanjing nantes nevada new newcastle nigeria ningbo noida ' +
  'nuremberg nurnberg ohio ontario oregon osaka oslo ottawa oxford pakistan palo panama paris peking pennsylvania perth peru ' +
  'philadelphia phoenix polish porto portland portugal prague praha pune qatar qingdao quebec queensland riga rio romania rome roma rotterdam ' +
  'russian san santiago sao saudi saxony scotland seattle seoul serbia seville shandong shanghai sheffield shenyang shenzhen sichuan sicily silicon ' +
  'slovakia slovenia sofia southampton spanish stockholm stuttgart sunnyvale suzhou swiss sydney taipei taiwan tallinn tampere tel texas tianjin tokyo ' +
  'toronto toulouse turin ukraine united utrecht valencia valley vancouver venice verona victoria vienna vilnius virginia wales warsaw ' +
  'warszawa washington western wien winnipeg wuhan wuxi xiamen xian york yokohama zagreb zealand zhejiang zhengzhou zhuhai zurich'

const short =
  'fr gb eu es it nl be ch at pl ro cz hu se dk fi ie in cn jp kr ca mx br au nz sg hk tw ltd inc corp ind inds mfg mktg svcs svc natl'
const forms = 'incorporated corporation limited gmbh aktiengesellschaft aktiebolag plc llc bv nv sarl spa srl'

/** Weak words among them. */
const generic: ReadonlySet<string> = new Set([
  ...weakWords,
  ...`${business} ${places} ${short} ${forms}`.split(' ').map(withoutUmlautE),
])

/** Taken as a name by so many companies, in all trades, that none of them is meant by it alone. */
const popular: ReadonlySet<string> = new Set(
  (
    'abc ace acorn active alliance allied alpha amber anchor apex apollo aqua arc arrow aspen aspire astra atlantic atlas aurora axis azure ' +
    'beacon best beta blue bluestar bridge bright cambridge capital cardinal cascade castle century champion choice citadel city classic compass ' +
    'concept concord condor coral core cornerstone crescent crest crown crystal cypress dawn delta diamond discovery dragon dynamic eagle east echo ' +
    'eclipse edge elite ember emerald empire endeavor epic equinox essential evergreen evolution excel express falcon first flex focus fortune ' +
    'forward foundation freedom frontier fusion future galaxy gamma gateway gemini general genesis gold golden granite green greenfield griffin ' +
    'harbor harmony hawk heritage highland horizon ideal imperial impact independence infinity insight inspire integrity iris ivy jade jupiter key ' +
    'keystone king landmark laser legacy legend liberty link lion lotus lunar maple mars master matrix maximum mercury meridian metro midland ' +
    'millennium mission modern momentum monarch moon mosaic mountain national nexus noble nova oak oasis ocean odyssey olympia olympus omega omni one ' +
    'optima optimum orbit orion pacific panther paradigm paragon paramount park patriot peak pearl pegasus phoenix pinnacle pioneer polaris precision ' +
    'premier prestige prime princeton priority prism prosper pulse pyramid quantum quest radiant rainbow raven red regal regency regent reliable ' +
    'reliance republic river rock rocket royal ruby safe sage sapphire saturn select sentinel sentry shield sierra sigma signature silver ' +
    'skyline smith solid solstice sonic spark spectrum sphere spirit spring star state sterling stone stellar summit sun sunrise superior supreme swift ' +
    'synergy target tiger titan top tower transit trident trinity triumph trust twin ultra unified union unique unity universal urban ' +
    'valor vanguard vantage vector vega velocity venture venus vertex victory viking vision vista vital wave white wolf zenith zero zeta zoom'
  )
    .split(' ')
    .map(withoutUmlautE),
)

/** @param word folded, as `distinctiveWords` gives it */
export const isPopular = (word: string): boolean => popular.has(word)

/** Words that could be the company's own; none where every word is used by many. */
export function distinctiveWords(words: readonly string[]): string[] {
  return words.filter((word) => !generic.has(word) && !/^\d+$/.test(word))
}
