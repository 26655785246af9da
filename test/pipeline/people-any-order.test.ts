// Who is one person does not depend on the order in which events come, nor on which of them are worked on together.
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECOND_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
  await pointsman.settle()
})
afterAll(() => pointsman.close())

type Fields = Record<string, string>

let sent = 0
/** Stored, but not worked on yet. */
async function send(fields: Fields): Promise<void> {
  sent += 1
  const body = JSON.stringify({ submissionId: `any order ${sent}`, employees: 120, ...fields })
  await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body })
  pointsman.clock.move(SECOND_MS)
}
async function idOf(email: string): Promise<string> {
  const [event] = await pointsman.store.list('personKeys', { where: { kind: 'email', key: email.toLowerCase() } })
  return event?.leadId ?? ''
}

describe('events of several people', () => {
  const people = (run: number): Fields[][] => {
    const [a, b] = [`Perm${'abcdefghijklmnopqrstuvwxyz'[run % 26]}y`, `Order${'abcdefghijklmnopqrstuvwxyz'[run % 26]}`]
    const at = { company: `Permuted ${run} Works` }
    return [
      [
        { ...at, email: `robert.${run}@permuted-${run}.example`, firstName: 'Robert', lastName: a },
        { ...at, email: `bob.${run}@gmail.com`, firstName: 'Bob', lastName: a },
        {
          ...at,
          email: `r${run}@permuted-${run}.example`,
          firstName: 'Robert',
          lastName: a,
          phone: `+44207183${1000 + run}`,
        },
      ],
      [
        { ...at, email: `susan.${run}@permuted-${run}.example`, firstName: 'Susan', lastName: a },
        { ...at, email: `sue${run}@yahoo.com`, firstName: 'Sue', lastName: a },
      ],
      [{ ...at, email: `robert.${b}.${run}@permuted-${run}.example`, firstName: 'Robert', lastName: b }],
    ]
  }

  it('are the same people in any order and however they are grouped', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        async (order, rests) => {
          const those = people((run += 1))
          const all = those.flat()
          for (const [place, index] of order.entries()) {
            await send(all[index] ?? {})
            if (rests[place]) await pointsman.settle()
          }
          await pointsman.settle()
          const ids = await Promise.all(those.map((one) => Promise.all(one.map(({ email }) => idOf(email ?? '')))))
          const told = ids.map((one) => new Set(one).size)
          expect([told, new Set(ids.flat()).size, ids.flat().includes('')]).toEqual([[1, 1, 1], 3, false])
        },
      ),
      { numRuns: 15 },
    )
  })
})
