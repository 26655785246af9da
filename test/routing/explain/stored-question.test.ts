// What a decision was made from, kept as JSON: asked again it gives the same decision, bit by bit.
import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { relationships } from '../../../src/lead/account.ts'
import { stages } from '../../../src/lead/stage.ts'
import { decide, decideByScan } from '../../../src/routing/decide.ts'
import { causes } from '../../../src/routing/decision.ts'
import { watched } from '../../../src/routing/explain/looked-at.ts'
import { instant, object, plain, type Form } from '../../../src/routing/explain/stored-form.ts'
import { keepQuestion, restoreQuestion, type KeptQuestion } from '../../../src/routing/explain/stored-question.ts'
import type { Question } from '../../../src/routing/question.ts'
import { accountOf, bookOf, everyone, owner, ownersOf, question } from '../book-of.ts'

const members = ['mia@acme.example', 'jonas@acme.example', 'zoe@acme.example']
const book = bookOf(`
rules:
  - { name: Theirs, when: { account.relationship: customer }, assign: { owner: account.owner, else: pool spare } }
  - { name: Doubtful, when: { lead.suspicious: { contains: test } }, ignore: { reason: a test } }
  - { name: Large, when: { lead.employees: { gte: 500 } }, assign: { pool: emea } }
  - { name: Again, when: { match: same, lead.breaches: { gte: 1 } }, assign: { owner: lead.owner } }
  - { name: Was French, when: { lead.country: { changed: true }, event.ageMinutes: { gte: 5 } }, ignore: { reason: moved } }
  - { name: German, when: { lead.country: DE }, nurture: { reason: not yet } }
otherwise: { pool: spare }`)

const turnsOf = fc.array(
  fc.record({
    member: fc.constantFrom(...members),
    total: fc.integer({ min: 0, max: 9 }),
    lastAt: fc.option(fc.date({ noInvalidDate: true })),
  }),
)
const someQuestion: fc.Arbitrary<Question> = fc.record({
  lead: fc.record({
    id: fc.constant('lead-1'),
    fields: fc.record(
      { country: fc.constantFrom('DE', 'FR'), employees: fc.nat(1_000), message: fc.string() },
      { requiredKeys: [] },
    ),
    stage: fc.constantFrom(...stages),
    suspicious: fc.array(fc.constantFrom('test lead', 'disposable address')),
    ownerId: fc.option(fc.constantFrom('id-mia', 'id-nobody')),
    breaches: fc.nat(2),
  }),
  previous: fc.option(
    fc.record({
      ownerId: fc.constantFrom('id-zoe', 'id-x'),
      until: fc.date({ noInvalidDate: true }),
      refused: fc.constantFrom(null, 'rejected this lead'),
    }),
  ),
  match: fc.constantFrom('new', 'same', 'unsure'),
  account: fc.option(
    fc
      .record({
        relationship: fc.constantFrom(...relationships),
        ownerId: fc.option(fc.constantFrom('id-zoe', 'id-x')),
      })
      .map(accountOf),
  ),
  before: fc.constantFrom(null, {}, { country: 'FR', stage: 'inquiry', employees: null }),
  event: fc.record({
    connection: fc.constant('web-form'),
    kind: fc.constant('person' as const),
    at: fc.option(fc.date({ noInvalidDate: true })),
  }),
  cause: fc.constantFrom(...causes),
  owners: fc.uniqueArray(fc.constantFrom(...members)).map((there) => ownersOf(...there.map((email) => owner(email)))),
  turns: fc.record({ emea: turnsOf, spare: turnsOf }).map((pools) => new Map(Object.entries(pools))),
  recent: fc.constantFrom(new Map(), new Map([['emea', [{ member: 'mia@acme.example', since: 0, leads: 3 }]]])),
  open: fc.constantFrom(new Map(), new Map([['id-mia', 4]])),
  absences: fc.constantFrom(
    new Map(),
    new Map([['mia@acme.example', [{ kind: 'away' as const, from: new Date(0), until: null, reason: 'holidays' }]]]),
  ),
  excluded: fc.constantFrom(new Map(), new Map([['id-mia', 'had this lead before: sla-breach']])),
  now: fc.date({ noInvalidDate: true }),
  seed: fc.string(),
})

/** As the store has it. */
function stored(asked: Question): KeptQuestion {
  const seen = watched(asked)
  decide(seen, book)
  return JSON.parse(JSON.stringify(keepQuestion(seen))) as KeptQuestion
}

function restored(kept: KeptQuestion): Question {
  const back = restoreQuestion(kept)
  if ('lacks' in back) throw new Error(`${back.lacks} is missing.`)
  return back
}

describe('a stored question', () => {
  it('is decided again as it was, by index and by scan', () => {
    fc.assert(
      fc.property(someQuestion, (asked) => {
        const again = restored(stored(asked))
        expect(decide(again, book)).toEqual(decide(asked, book))
        expect(decideByScan(again, book)).toEqual(decideByScan(asked, book))
      }),
      { numRuns: 300 },
    )
  })

  it('holds only the pools and owners that were looked at', () => {
    const turns = new Map(
      ['emea', 'spare'].map((pool) => [pool, [{ member: 'zoe@acme.example', total: 1, lastAt: null }]]),
    )
    const kept = stored(question({ lead: { fields: { employees: 900 } }, turns, owners: everyone }))
    expect(kept.open).toMatchObject({ turns: { emea: [['zoe@acme.example', 1, null]] } })
    expect(JSON.stringify(kept.open)).toContain('mia@acme.example')
    expect(JSON.stringify(kept.open)).not.toContain('id-zoe')
  })

  it('has what tells of the person apart', () => {
    const kept = stored(
      question({ lead: { fields: { lastName: 'Lovelace', country: 'DE' }, suspicious: ['Lovelace?'] } }),
    )
    expect(JSON.stringify(kept.open)).not.toContain('Lovelace')
    expect(kept.personal).toEqual({
      lead: { fields: { lastName: 'Lovelace', country: 'DE' }, suspicious: ['Lovelace?'] },
    })
  })

  it('names the part that it lacks', () => {
    const { open, personal } = stored(question())
    const { seed: _seed, ...older } = open as Record<string, unknown>
    expect(restoreQuestion({ open: older, personal })).toEqual({ lacks: 'seed' })
    expect(restoreQuestion({ open, personal: { lead: { fields: {} } } })).toEqual({ lacks: 'suspicious' })
  })

  it('does not compile without each part, nor with one that JSON does not hold', () => {
    // @ts-expect-error -- `b` has no form
    object<{ a: string; b: string }>({ a: plain() })
    // @ts-expect-error -- a Date comes back from JSON as a text
    object<{ at: Date }>({ at: plain() })
    // @ts-expect-error -- a map comes back from JSON empty
    object<{ map: ReadonlyMap<string, string> }>({ map: plain() })
    expectTypeOf(object({ at: instant })).toEqualTypeOf<Form<{ at: Date }>>()
  })
})
