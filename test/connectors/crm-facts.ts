// What every CRM connector must hold, whatever the system behind it: run over each of them through the sandbox.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RemoteError } from '../../src/errors.ts'
import type { CrmWrite, Touch } from '../../src/connector.ts'
import { again, base, failure, kinds, threeWrites, type Bench } from './crm-bench.ts'

export function crmFacts(name: string, start: () => Promise<Bench>): void {
  describe(`${name}: what every CRM must hold`, () => {
    let bench: Bench
    beforeEach(async () => {
      bench = await start()
    })
    afterEach(async () => {
      const strange = bench.sandbox.ledger.entries().filter((entry) => entry.unknown)
      await bench.close()
      expect(strange).toEqual([])
    })
    const effects = (object: string) =>
      bench.sandbox.ledger
        .entries()
        .flatMap((entry) => entry.effects.filter((effect) => effect.object === object && effect.kind === 'create'))
    const person = (email: string) => {
      const found = bench.person(email)
      if (!found) throw new Error(`Nobody has the address ${email}.`)
      return found
    }

    it('creates a person with owner and task', async () => {
      const outcomes = await bench.crm.write(threeWrites(bench, 'lead-1', 'ada@example.com'))
      const ada = person('ada@example.com')
      expect(outcomes[0]).toMatchObject({ kind: 'done', crmId: ada.id, created: true })
      expect(outcomes[1]).toMatchObject({ kind: 'done', crmId: ada.id, ownerId: bench.owners.ann })
      expect(outcomes[2]).toMatchObject({ kind: 'done' })
      expect(ada).toMatchObject({ ownerId: bench.owners.ann, tasks: 1 })
    })

    it('finds a person by address instead of making a second one', async () => {
      bench.seedPerson('ada@example.com', bench.owners.bob)
      const before = person('ada@example.com')
      const outcomes = await bench.crm.write(threeWrites(bench, 'lead-1', 'ada@example.com'))
      expect(outcomes[0]).toMatchObject({ kind: 'done', crmId: before.id, created: false })
      expect(effects(bench.objects.person)).toEqual([])
    })

    it('keeps the owner of a person whom we meet for the first time', async () => {
      bench.seedPerson('ada@example.com', bench.owners.bob)
      const { id } = person('ada@example.com')
      const outcomes = await bench.crm.write(threeWrites(bench, 'lead-1', 'ada@example.com'))
      expect(outcomes).toMatchObject([
        { kind: 'done' },
        { kind: 'kept', crmId: id, ownerId: bench.owners.bob },
        { kind: 'blocked' },
      ])
      expect(person('ada@example.com')).toEqual({ id, ownerId: bench.owners.bob, tasks: 0 })
    })

    it('sets the owner of a known person', async () => {
      bench.seedPerson('ada@example.com', bench.owners.ann)
      const { id } = person('ada@example.com')
      const write: CrmWrite = {
        ...base('lead-1', 'ada@example.com', id),
        action: 'set-owner',
        ownerId: bench.owners.bob,
        expects: bench.owners.ann,
      }
      expect(await bench.crm.write([write])).toMatchObject([{ kind: 'done', crmId: id, ownerId: bench.owners.bob }])
      expect(person('ada@example.com').ownerId).toBe(bench.owners.bob)
    })

    it("keeps a person's owner, and makes no task for the one who lost", async () => {
      bench.seedPerson('ada@example.com', bench.owners.ann)
      const { id } = person('ada@example.com')
      bench.handOver('ada@example.com', bench.owners.bob)
      const writes = threeWrites(bench, 'lead-1', 'ada@example.com').map((write) => ({ ...write, personId: id }))
      const owner = writes[1] as Extract<CrmWrite, { action: 'set-owner' }>
      const outcomes = await bench.crm.write([writes[0]!, { ...owner, expects: bench.owners.ann }, writes[2]!])
      expect(outcomes).toMatchObject([
        { kind: 'done' },
        { kind: 'kept', crmId: id, ownerId: bench.owners.bob },
        { kind: 'blocked' },
      ])
      expect(person('ada@example.com')).toEqual({ id, ownerId: bench.owners.bob, tasks: 0 })
    })

    it('takes its own earlier write for its own, not for a person', async () => {
      bench.seedPerson('ada@example.com', bench.owners.bob)
      const { id } = person('ada@example.com')
      const write: CrmWrite = {
        ...base('lead-1', 'ada@example.com', id, 1),
        action: 'set-owner',
        ownerId: bench.owners.bob,
        expects: bench.owners.ann,
      }
      expect(await bench.crm.write([write])).toMatchObject([{ kind: 'done', ownerId: bench.owners.bob }])
    })

    it('makes each thing once though answers are lost on the way', async () => {
      const thrown: unknown[] = []
      for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) {
        // Each place in the list rolls its own dice: eight different runs of bad luck.
        const others = Array.from({ length: n }, () => ({ name: 'latency', rate: 0 }) as const)
        bench.sandbox.faults.set([...others, { name: 'reset-before-answer', rate: 0.4 }])
        let batch = threeWrites(bench, `lead-${n}`, `ada${n}@example.com`)
        let open = true
        for (let tries = 0; tries < 20 && open; tries += 1) {
          const outcomes = await bench.crm.write(batch).catch((error: unknown) => {
            thrown.push(error)
            return []
          })
          open = outcomes.length === 0 || kinds(outcomes).some((kind) => kind !== 'done')
          batch = again(batch)
        }
        expect(open).toBe(false)
        expect(person(`ada${n}@example.com`)).toMatchObject({ ownerId: bench.owners.ann, tasks: 1 })
      }
      const entries = bench.sandbox.ledger.entries()
      const lost = entries.filter(({ fault, effects: made }) => fault !== undefined && made.length > 0)
      expect(lost.length).toBeGreaterThan(1)
      expect(thrown.every((error) => error instanceof RemoteError && error.kind === 'temporary')).toBe(true)
      expect(effects(bench.objects.person)).toHaveLength(8)
      expect(effects(bench.objects.task)).toHaveLength(8)
    })

    it('says what became of each record when one of many fails', async () => {
      const writes = ['ada', 'ben', 'cleo'].flatMap((who) => threeWrites(bench, `lead-${who}`, `${who}@example.com`))
      const bad = writes[3] as Extract<CrmWrite, { action: 'save-person' }>
      bad.fields = { ...bad.fields, ...bench.refusedField }
      const outcomes = await bench.crm.write(writes)
      expect(kinds(outcomes)).toEqual(['done', 'done', 'done', 'dead', 'blocked', 'blocked', 'done', 'done', 'done'])
      expect(bench.person('ben@example.com')).toBeUndefined()
      expect(person('cleo@example.com')).toMatchObject({ ownerId: bench.owners.ann, tasks: 1 })
    })

    it("buries a refused record with the CRM's own words", async () => {
      const save: CrmWrite = {
        ...base('lead-1', 'ada@example.com'),
        action: 'save-person',
        fields: { ...bench.fields('ada@example.com'), ...bench.refusedField },
      }
      const [outcome] = await bench.crm.write([save])
      expect(outcome).toMatchObject({
        kind: 'dead',
        code: expect.stringMatching(/^[A-Z_]+$/),
        message: expect.stringMatching(/.{10}/),
      })
    })

    it('asks for another owner when the CRM does not take this one, and saves the person all the same', async () => {
      const writes = threeWrites(bench, 'lead-1', 'ada@example.com', bench.owners.inactive)
      const first = await bench.crm.write(writes)
      expect(first[1]).toMatchObject({ kind: 'reroute', code: expect.any(String) })
      expect(first[2]).toEqual({ kind: 'blocked' })
      const saved = first[0]?.kind === 'retry' && !first[0].counts ? await bench.crm.write([writes[0]!]) : [first[0]]
      expect(saved).toMatchObject([{ kind: 'done', created: true }])
      expect(person('ada@example.com').tasks).toBe(0)
    })

    it('says that a record is gone', async () => {
      bench.seedPerson('ada@example.com', bench.owners.ann)
      const { id } = person('ada@example.com')
      await bench.deletePerson('ada@example.com')
      const write: CrmWrite = {
        ...base('lead-1', 'ada@example.com', id),
        action: 'set-owner',
        ownerId: bench.owners.bob,
        expects: bench.owners.ann,
      }
      expect(await bench.crm.write([write])).toMatchObject([{ kind: 'gone' }])
    })

    it('buries what has no person to go to', async () => {
      const write: CrmWrite = { ...base('lead-1', 'nobody@example.com'), action: 'add-note', body: 'Hello' }
      expect(await bench.crm.write([write])).toMatchObject([
        { kind: 'dead', message: expect.stringContaining('replay') },
      ])
    })

    it('tells an expired token from all else, as work for an admin', async () => {
      bench.sandbox.faults.set([{ name: 'expired-token', rate: 1 }])
      expect(await failure(bench.crm.write(threeWrites(bench, 'lead-1', 'ada@example.com')))).toMatchObject({
        kind: 'unauthorized',
      })
      expect(bench.person('ada@example.com')).toBeUndefined()
    })

    it("waits when the day's calls are used up", async () => {
      bench.sandbox.faults.set([{ name: 'daily-limit', rate: 1 }])
      const error = await failure(bench.crm.write(threeWrites(bench, 'lead-1', 'ada@example.com')))
      expect(error).toMatchObject({ kind: 'exhausted' })
      expect(error.retryAfterMs).toBeGreaterThanOrEqual(60_000)
    })

    it.each(['server-error', 'html-instead-of-json', 'reset-after-request'] as const)(
      'tries again after %s',
      async (fault) => {
        bench.sandbox.faults.set([
          { name: fault, rate: 1, times: 1, path: bench.system === 'salesforce' ? 'composite' : 'batch' },
        ])
        const writes = threeWrites(bench, 'lead-1', 'ada@example.com')
        expect(await failure(bench.crm.write(writes))).toMatchObject({ kind: 'temporary' })
        expect(kinds(await bench.crm.write(again(writes)))).toEqual(['done', 'done', 'done'])
        expect(person('ada@example.com').tasks).toBe(1)
      },
    )

    it('tries again when the record is locked, and then succeeds', async () => {
      bench.seedPerson('ada@example.com', bench.owners.ann)
      const { id } = person('ada@example.com')
      bench.sandbox.faults.set([{ name: 'row-lock', rate: 1, times: 1 }])
      const write: CrmWrite = {
        ...base('lead-1', 'ada@example.com', id),
        action: 'set-owner',
        ownerId: bench.owners.bob,
        expects: bench.owners.ann,
      }
      const first = await bench.crm.write([write]).catch((error: unknown) => [error])
      expect(first).toMatchObject([{ kind: expect.stringMatching(/^(retry|temporary)$/) }])
      expect(await bench.crm.write(again([write]))).toMatchObject([{ kind: 'done' }])
    })

    it('adds a note once', async () => {
      bench.seedPerson('ada@example.com', bench.owners.ann)
      const note: CrmWrite = {
        ...base('lead-1', 'ada@example.com', person('ada@example.com').id),
        action: 'add-note',
        body: 'Asked for <prices>',
      }
      const first = await bench.crm.write([note])
      expect(first).toMatchObject([{ kind: 'done' }])
      expect(await bench.crm.write(again([note]))).toMatchObject([
        { kind: 'done', crmId: first[0]?.kind === 'done' ? first[0].crmId : '' },
      ])
    })

    it('gives a lead back to marketing', async () => {
      bench.seedPerson('ada@example.com', bench.owners.ann)
      const { id } = person('ada@example.com')
      const back: CrmWrite = {
        ...base('lead-1', 'ada@example.com', id),
        action: 'return-to-nurture',
        reason: 'nobody acted',
      }
      expect(bench.inNurture('ada@example.com')).toBe(false)
      expect(await bench.crm.write([back])).toMatchObject([{ kind: 'done', crmId: id }])
      expect(bench.inNurture('ada@example.com')).toBe(true)
    })

    it('reads owners, active or not', async () => {
      const owners = await bench.crm.readOwners()
      expect(owners.find((owner) => owner.email === 'ann@example.com')).toMatchObject({
        crmId: bench.owners.ann,
        kind: 'user',
        active: true,
      })
      expect(owners.find((owner) => owner.email === 'gus@example.com')).toMatchObject({
        crmId: bench.owners.inactive,
        active: false,
      })
    })

    it('sees a call as a touch, under the same key each time it looks, and nothing of its own doing', async () => {
      const seen = async (cursor: string | null): Promise<{ touches: Touch[]; cursor: string }> => {
        const all: Touch[] = []
        for (;;) {
          const read = await bench.crm.changesSince(cursor, bench.now())
          all.push(...read.touches)
          cursor = read.cursor
          if (!read.more) return { touches: all, cursor }
        }
      }
      const begun = await seen(null)
      const [saved] = await bench.crm.write(threeWrites(bench, 'lead-1', 'ada@example.com'))
      bench.pass(30_000)
      const own = await seen(begun.cursor)
      expect(
        own.touches.filter((touch) => touch.kind !== 'owner-changed' || touch.ownerId !== bench.owners.ann),
      ).toEqual([])
      bench.callPerson('ada@example.com', bench.owners.ann)
      bench.pass(30_000)
      const after = await seen(own.cursor)
      const contacted = after.touches.find((touch) => touch.kind === 'contacted')
      expect(contacted).toMatchObject({ personId: saved?.kind === 'done' ? saved.crmId : '' })
      const later = await seen(after.cursor)
      expect(
        later.touches.filter((touch) => touch.kind === 'contacted').every((touch) => touch.key === contacted?.key),
      ).toBe(true)
      bench.handOver('ada@example.com', bench.owners.bob)
      bench.pass(30_000)
      expect((await seen(after.cursor)).touches).toContainEqual(
        expect.objectContaining({ kind: 'owner-changed', ownerId: bench.owners.bob }),
      )
    })
  })
}
