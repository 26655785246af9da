// Words that stand in a name field and are no name, and those that belong to the family name. Our own lists of common knowledge. Its one rule: a word
// that is also somebody's name is a title only with its dot, a degree only after a comma or with its dots.

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Without dots and hyphens, lower case. */
const titles = set(`
  dr dra dott dottore dottoressa dottssa drssa drs dring drmed drphil drhc drmult doctor doktor docteur prof profa profdr profssa professor professeur profesor
  professore professoressa dipling dipl diplkfm diplkff mr mrs ms miss mx messrs master madam madame mme mlle monsieur messieurs maître maitre sir dame lord lady rev
  reverend rabbi herr herrn hr frau fräulein frl sr sra srta señor señora señorita senhor senhora dña signor signora signorina sigra dhr mevr mevrouw mw meneer
  mgr mudr judr phdr rndr pani fru herra rouva shri smt capt captain cpt lt sgt colonel`)
const titlesWithDot = set(
  'fr ing mag hon col gen maj sen rep gov eng lic arq sig avv geom rag ir dna doc bc med univ em ao',
)
/** Only after a title, with their dot: Dr. med. dent., Dr. h.c., but not Dr. Phil. */
const titleTails = set(
  'med dent vet rer nat phil jur iur ing hc mult pol oec techn theol habil sc soc agr päd psych math ec disc inż',
)
const generations = set('jr sr jnr snr ii iii iv 2nd 3rd 4th')
const degrees = set(`
  phd dphil mphil mba emba msc bsc bscn mscn llm llb dds dmd dvm cpa cfa pmp esq esquire cissp mph edd dba meng beng obe cbe mbe frcs psyd pharmd bcom mcom bba acca fcca
  cpim cfp facp phr sphr shrmcp shrmscp mres mfa bfa mpa msw lcsw frcp mrcp facs dipling`)
const degreesAsWritten = [
  'PhD',
  'DPhil',
  'MPhil',
  'MSc',
  'BSc',
  'BScN',
  'MScN',
  'EdD',
  'MEng',
  'BEng',
  'PsyD',
  'PharmD',
  'BCom',
  'MCom',
  'MRes',
]
/** Also names, or short ones of them: Ma, Do, Pe, KC. */
const degreesWithDots = set('md ma ba pe rn kc qc sj jd do bs ms be rd np pa cma dc ed bed med mag fh mas dr prof')

/** They go with the family name: before it, or between its words. */
const particles = set(`
  van von vom vander vanden zu zum zur af av de del della dello dei degli delle dal dalla dallo di da do dos das du des d la las le les lo los el al ul ad ter ten te den
  der het t op in bin ibn bint ben binti binte dela dem y e i und`)
/** Where one of these follows a first name, the family name starts. Others of them are names in Vietnam and China. */
const starters = set(`
  van von vom zu zum zur af av de del della dello dei degli delle dal dalla dallo di da dos das du des d la las le les lo los el al ter ten te den der bin ibn bint binti
  binte dela mc mac o st`)
/** Inside given names: María del Carmen, Mohammed bin Rashid. */
const givenParticles = set('de del la los las van von der den bin ibn bint y e')

/** Of two family names, as Spain, Portugal and their daughters give them, the first is often one of these. Folded. */
const iberian = set(`
  garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz hernandez diaz moreno munoz alvarez romero alonso gutierrez navarro torres
  dominguez vazquez ramos gil ramirez serrano blanco molina morales suarez ortega delgado castro ortiz rubio marin sanz nunez iglesias medina garrido cortes castillo santos
  lozano guerrero cano prieto mendez cruz flores herrera pena leon marquez cabrera gallego calvo vidal campos reyes vega fuentes carrasco diez aguilar rojas vargas rivera
  mendoza chavez guzman salazar silva pereira oliveira ferreira costa rodrigues martins fernandes goncalves gomes lopes marques alves almeida ribeiro pinto carvalho teixeira
  moreira correia mendes nunes soares vieira monteiro cardoso rocha souza sousa lima araujo barbosa nascimento`)
/** Half of many double first names: Mary Ann, Jean Luc, José Luis. Folded. */
const firstHalves = set(
  'mary anna ann anne jean marie jose maria juan luis hans karl klaus heinz franz eva gian ana joao pier miguel jo sarah lee victor marco francisco carlos',
)

const bare = (word: string): string => word.toLowerCase().replace(/[.,\-–‐’']/gu, '')

/** @param at.after the word before it is a title, too; shouting: the whole name is in capitals, so that MS may be Ms and not M. S. */
export function isTitle(word: string, at: { after: boolean; shouting: boolean }): boolean {
  const text = bare(word)
  if (titles.has(text)) return at.shouting || !/^(?:MS|SR|LT)$/.test(word)
  if (!word.includes('.')) return false
  return titlesWithDot.has(text) || (at.after && titleTails.has(text))
}

export function isGeneration(word: string): boolean {
  const text = bare(word)
  // Ii is a family name of Japan, Iv one of Cambodia.
  return generations.has(text) && !(/^i[iv]$/.test(text) && /^I[iv]$/.test(word))
}

/**
 * @param options.afterComma capitals that stand there are rather a degree than a name
 * @param options.shouting the whole name is in capitals, so that MD may be Md
 */
export function isSuffix(word: string, options: { afterComma: boolean; shouting: boolean }): boolean {
  const text = bare(word)
  if (isGeneration(word) || degrees.has(text)) return true
  if (!degreesWithDots.has(text)) return false
  if (/^(?:\p{L}{1,2}\.){2,}$/u.test(word) || /^(?:dr|prof)\.$/iu.test(word)) return true
  return (options.afterComma || word === 'MD') && word === word.toUpperCase() && !options.shouting
}

/** @param word folded */
export const isParticle = (word: string): boolean => particles.has(word)
/** @param word folded */
export const startsFamily = (word: string): boolean => starters.has(word)
/** @param word folded */
export const isGivenParticle = (word: string): boolean => givenParticles.has(word)
/** @param word folded */
export const isIberianSurname = (word: string): boolean => iberian.has(word)
/** @param word folded */
export const isFirstHalf = (word: string): boolean => firstHalves.has(word)

/** Typed in small letters or capitals: "dr." is Dr., "PROF." is Prof., "phd" is PhD. */
export function titleAsWritten(word: string): string {
  if (word.length < 2 || (word !== word.toLowerCase() && word !== word.toUpperCase())) return word
  return titles.has(bare(word)) ? word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase() : word.toLowerCase()
}

export function suffixAsWritten(word: string): string {
  if (word !== word.toLowerCase() && word !== word.toUpperCase()) return word
  const text = bare(word)
  if (/^[jsn]n?r$|^es/.test(text)) return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()
  if (/^\d/.test(text)) return word.toLowerCase()
  const written = degreesAsWritten.find((degree) => degree.toLowerCase() === text)
  return written !== undefined && !word.includes('.') ? written : word.toUpperCase()
}
