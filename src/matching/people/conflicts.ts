// Reasons never to join without a person, however much else agrees. Its one rule: a difference is a conflict unless something that only one person has agrees.
import type { Conflict, Evidence } from './evidence.ts'

/** Fills in the conflicts of what was found. */
export function judge(found: Evidence): void {
  const sameBirth = found.of('birthDate') >= 7
  const id = found.of('nationalId') >= 7 || found.of('externalId') > 0
  // Family and colleagues share phones and addresses of houses, not mailboxes and ids.
  const own = id || found.level('email') === 'exact'
  const say = (conflict: Conflict, holds: boolean): void => {
    if (holds) found.conflicts.push(conflict)
  }
  const differs = otherName(found)
  say('given', differs && !own)
  found.named = own || sameBirth || found.companies || sharesFirstName(found)
  say('company', found.companies && isOtherCompany(found))
  say('generation', found.level('generation') === 'differ' && !own && !sameBirth)
  say('birthDate', found.level('birthDate') === 'differ' && !own)
  // A typing error in one of two ids, where name and birth date are the same.
  const sameName = found.of('given') > 2 && found.of('family') > 2
  say('nationalId', found.level('nationalId') === 'differ' && !(sameName && (sameBirth || own)))
}

function otherName(found: Evidence): boolean {
  const given = found.level('given')
  return given === 'differ' || given === 'swapped, differ' || found.level('family') === 'swapped, differ'
}

/** A family name and an address are those of a whole family: without a first name they are nobody's. */
function sharesFirstName(found: Evidence): boolean {
  const given = found.level('given')
  return given !== undefined && given !== 'initial' && given !== 'weak' && !otherName(found)
}

/** Shops share houses, and a hotel its name with its restaurant. */
function isOtherCompany(found: Evidence): boolean {
  const name = found.level('company')
  if (name === 'differ') return true
  return name !== 'exact' && name !== 'typo' && found.of('phone') <= 0 && found.of('domain') <= 0
}
