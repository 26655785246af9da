// Reasons never to join without a person, however much else agrees. Its one rule: a difference is a conflict unless something that only one person has agrees.
import type { Conflict, Evidence } from './evidence.ts'
import { at } from './levels.ts'

/** Fills in the conflicts of what was found. */
export function judge(found: Evidence): void {
  const sameBirth = found.of(at.birthDate) >= 7
  const id = found.of(at.nationalId) >= 7 || found.of(at.externalId) > 0
  // Family and colleagues share phones and addresses of houses, not mailboxes and ids.
  const own = id || found.level(at.email) === 'exact'
  const say = (conflict: Conflict, holds: boolean): void => {
    if (holds) found.conflicts.push(conflict)
  }
  const differs = otherName(found)
  say('given', differs && !own)
  found.named = own || sameBirth || found.companies || sharesFirstName(found)
  say('company', found.companies && isOtherCompany(found))
  say('generation', found.level(at.generation) === 'differ' && !own && !sameBirth)
  say('birthDate', found.level(at.birthDate) === 'differ' && !own)
  // A typing error in one of two ids, where name and birth date are the same.
  const sameName = found.of(at.given) > 2 && found.of(at.family) > 2
  say('nationalId', found.level(at.nationalId) === 'differ' && !(sameName && (sameBirth || own)))
}

function otherName(found: Evidence): boolean {
  const given = found.level(at.given)
  return given === 'differ' || given === 'swapped, differ' || found.level(at.family) === 'swapped, differ'
}

/** A family name and an address are those of a whole family: without a first name they are nobody's. */
function sharesFirstName(found: Evidence): boolean {
  const given = found.level(at.given)
  return given !== undefined && given !== 'initial' && given !== 'weak' && !otherName(found)
}

/** Shops share houses, and a hotel its name with its restaurant. */
function isOtherCompany(found: Evidence): boolean {
  const name = found.level(at.company)
  if (name === 'differ') return true
  return name !== 'exact' && name !== 'typo' && found.of(at.phone) <= 0 && found.of(at.domain) <= 0
}
