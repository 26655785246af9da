// The promise: when it falls due, what keeps it, what happens when it breaks.
import { describe, expect, test } from 'vitest'
import { parseCalendars } from '../../src/calendar/calendar.ts'
import { touchKinds, type TouchKind } from '../../src/lead/touch.ts'
import { dueAt, moveClock } from '../../src/sla/clock.ts'
import { judge, type JudgedClock } from '../../src/sla/judge.ts'
import { clockStates, type ClockState, type SlaPolicy } from '../../src/sla/policy.ts'

const policy: SlaPolicy = {
  name: 'standard',
  withinMinutes: 240,
  calendar: 'office',
  metBy: ['accepted', 'contacted', 'converted', 'stage-moved'],
  onBreach: ['reassign', 'nurture'],
}
const start = new Date('2026-11-24T15:00:00Z')
const due = new Date('2026-11-25T11:00:00Z')
const clock: JudgedClock = { state: 'running', policy, startedAt: start, dueAt: due }
const touch = (at: Date, kind: TouchKind = 'contacted', key = 'call-1') => ({ key, kind, at })
const ms = (at: Date, plus: number) => new Date(at.getTime() + plus)

describe('due', () => {
  const office = parseCalendars({
    path: 'calendars.yaml',
    text: 'calendars: { office: { zone: Europe/Berlin, hours: { weekdays: 09:00-17:00 } } }',
  }).get('office')

  test('after four office hours, most of them tomorrow', () => {
    expect(dueAt(policy, office ?? null, start)).toEqual(due)
  })

  test('by the wall where the policy has no calendar', () => {
    expect(dueAt({ ...policy, withinMinutes: 5, calendar: null }, null, start)).toEqual(
      new Date('2026-11-24T15:05:00Z'),
    )
  })
})

describe('kept', () => {
  test.each([
    ['by a touch as it starts', start],
    ['by a touch in between', ms(start, 60_000)],
    ['by a touch at the very due time', due],
  ])('%s', (_, at) => {
    expect(judge(clock, [touch(at)], ms(due, -1), 0)).toEqual({ kind: 'met', by: 'call-1', at })
  })

  test('by a touch in time that was seen only later', () => {
    expect(judge(clock, [touch(ms(due, -1))], ms(due, 9_000_000), 0)).toMatchObject({ kind: 'met' })
  })

  test('by the first of several touches, whatever their order', () => {
    const touches = [
      touch(ms(start, 3), 'converted', 'c'),
      touch(ms(start, 1), 'accepted', 'a'),
      touch(ms(start, 1), 'contacted', 'b'),
    ]
    for (const order of [touches, touches.toReversed()]) {
      expect(judge(clock, order, due, 0)).toEqual({ kind: 'met', by: 'a', at: ms(start, 1) })
    }
  })

  test.each(touchKinds)('%s keeps it only when the policy says so', (kind) => {
    const verdict = judge(clock, [touch(ms(start, 1), kind)], ms(start, 2), 0)
    expect(verdict.kind).toBe(policy.metBy.includes(kind) ? 'met' : 'running')
  })
})

describe('broken', () => {
  test('at the due time, and not a moment before', () => {
    expect(judge(clock, [], ms(due, -1), 0)).toEqual({ kind: 'running' })
    expect(judge(clock, [], due, 0)).toEqual({ kind: 'breached', step: 'reassign' })
  })

  test.each([
    ['before the owner had it', ms(start, -1)],
    ['too late', ms(due, 1)],
  ])('by a touch %s', (_, at) => {
    expect(judge(clock, [touch(at)], ms(due, 2), 0)).toMatchObject({ kind: 'breached' })
  })

  test.each([
    [0, 'reassign'],
    [1, 'nurture'],
    [2, 'nurture'],
    [9, 'nurture'],
  ])('after %i breaches before, the next step is to %s', (breaches, step) => {
    expect(judge(clock, [], due, breaches)).toEqual({ kind: 'breached', step })
  })
})

test('while the CRM has not confirmed the owner nothing is judged', () => {
  const pending: JudgedClock = { ...clock, state: 'pending', startedAt: null, dueAt: null }
  expect(judge(pending, [touch(start)], ms(due, 1), 0)).toEqual({ kind: 'running' })
})

test.each(['met', 'breached', 'cancelled'] as const)('a clock that is %s is never judged again', (state) => {
  expect(() => judge({ ...clock, state }, [], due, 0)).toThrow(`An SLA clock that is ${state}`)
})

test('a clock moves only as the table says', () => {
  const allowed = clockStates.flatMap((from) =>
    clockStates.filter((to) => moves(from, to)).map((to) => `${from} → ${to}`),
  )
  expect(allowed).toEqual([
    'pending → running',
    'pending → cancelled',
    'running → met',
    'running → breached',
    'running → cancelled',
  ])
})

function moves(from: ClockState, to: ClockState): boolean {
  try {
    return moveClock(from, to) === to
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
