// Step 10, pure: what is written into the CRM for a decision, as rows of the outbox.
import type { CrmAction } from '../connector.ts'
import type { Lead } from '../lead/lead.ts'
import { mapToCrm } from '../mapping/apply.ts'
import type { CrmMapping } from '../mapping/mapping.ts'
import type { Decision, Outcome } from '../routing/decision.ts'
import { dueAt } from '../sla/clock.ts'
import type { SlaClockRow } from '../store/rows.ts'
import type { Insert } from '../store/store.ts'
import { MINUTE_MS } from '../time.ts'
import type { World } from './world.ts'

export interface Writing {
  world: World
  lead: Lead
  decision: Decision
  decisionId: string
  /** Plain sentences on why, for the owner. */
  why: readonly string[]
  newId(): string
  crm: { name: string; mapping: CrmMapping } | null
  savePerson: boolean
}

/** Save the person (where it changed), set the owner, give the owner a task with the context. A queue is given none: it is nobody's to do. */
export function ownerWrites(
  writing: Writing,
  outcome: Extract<Outcome, { kind: 'assign' }>,
  clock: SlaClockRow | null,
): Insert[] {
  const { world, lead, decisionId } = writing
  const promise = clock ? promiseOf(world, clock) : null
  return outbox(writing, [
    ...(writing.savePerson ? [savePerson(writing)] : []),
    {
      action: 'set-owner',
      effectKey: `${decisionId}:owner`,
      payload: { ownerId: outcome.ownerId, expects: world.crmRefs.get(lead.id)?.ownerId ?? null },
    },
    ...(outcome.ownerKind === 'queue' ? [] : [taskOf(writing, outcome, promise)]),
  ])
}

function taskOf(
  writing: Writing,
  { ownerId }: Extract<Outcome, { kind: 'assign' }>,
  promise: ReturnType<typeof promiseOf> | null,
): Write {
  return {
    action: 'create-task',
    effectKey: `${writing.decisionId}:task`,
    payload: {
      ownerId,
      subject: taskSubject(writing.lead),
      body: taskBody(writing, promise?.text ?? null),
      dueAt: (promise?.at ?? writing.world.now).toISOString(),
    },
  }
}

export function nurtureWrite(writing: Writing, reason: string): Insert[] {
  return outbox(writing, [
    ...(writing.savePerson ? [savePerson(writing)] : []),
    { action: 'return-to-nurture', effectKey: `${writing.decisionId}:nurture`, payload: { reason } },
  ])
}

/** An owned lead told us more about itself: the CRM hears it, the owner stays. */
export function saveWrite(writing: Omit<Writing, 'decision' | 'decisionId' | 'why'>, eventId: string): Insert[] {
  const { crm, lead } = writing
  if (!crm) return []
  return [
    sync(writing, crm.name, null, 0, {
      action: 'save-person',
      effectKey: `${eventId}:save:${lead.version}`,
      payload: { fields: mapToCrm(crm.mapping, { lead }) },
    }),
  ]
}

export interface Handover {
  decisionId: string
  /** null: it is written already. */
  ownerId: string | null
  /** Of the task as it was first planned. null: there is none to write. */
  task: Record<string, unknown> | null
  /** Of the merge, or of its undo. */
  effectKey: string
}

/** Behind `saveWrite`. A lead got an owner without a decision of its own: by a merge, or by its undo. */
export function handoverWrites(
  writing: Omit<Writing, 'decision' | 'decisionId' | 'why'>,
  { decisionId, ownerId, task, effectKey }: Handover,
): Insert[] {
  const { crm, lead, world } = writing
  if (!crm) return []
  const owner = { ownerId, expects: world.crmRefs.get(lead.id)?.ownerId ?? null }
  const write = (index: number, action: CrmAction, key: string, payload: Record<string, unknown>): Insert =>
    sync(writing, crm.name, decisionId, index, { action, effectKey: `${effectKey}:${key}`, payload })
  return [
    ...(ownerId === null ? [] : [write(1, 'set-owner', 'owner', owner)]),
    ...(task === null ? [] : [write(2, 'create-task', 'task', task)]),
  ]
}

interface Write {
  action: CrmAction
  effectKey: string
  payload: Record<string, unknown>
}

function savePerson({ lead, decision, decisionId, crm }: Writing): Write {
  const fields = crm ? mapToCrm(crm.mapping, { lead, decision }) : {}
  return { action: 'save-person', effectKey: `${decisionId}:save`, payload: { fields } }
}

function outbox(writing: Writing, writes: readonly Write[]): Insert[] {
  const { crm, decisionId } = writing
  if (!crm) return []
  return writes.map((write, index) => sync(writing, crm.name, decisionId, index, write))
}

function sync(
  { world, lead, newId }: Pick<Writing, 'world' | 'lead' | 'newId'>,
  connection: string,
  decisionId: string | null,
  index: number,
  write: Write,
): Insert {
  return {
    table: 'syncs',
    row: {
      id: newId(),
      connection,
      leadId: lead.id,
      decisionId,
      action: write.action,
      effectKey: write.effectKey,
      // A lead's version rises with each change, so later decisions write after earlier ones.
      seq: lead.version * 10 + index,
      state: 'waiting',
      payload: write.payload,
      attempts: 0,
      code: null,
      message: null,
      crmId: null,
      createdAt: world.now,
      doneAt: null,
      nextAt: world.now,
      claimId: null,
      leaseUntil: null,
      starts: 0,
    },
  }
}

function promiseOf(world: World, clock: SlaClockRow): { at: Date; text: string } {
  const { policy } = clock
  const calendar = policy.calendar === null ? null : (world.rulebook.calendars.get(policy.calendar) ?? null)
  const at = dueAt(policy, calendar, world.now)
  const hours = policy.withinMinutes / 60
  const within = Number.isInteger(hours) ? `${hours} h` : `${policy.withinMinutes} min`
  return {
    at: at.getTime() > world.now.getTime() ? at : new Date(world.now.getTime() + MINUTE_MS),
    text: `Please get in touch within ${within}${calendar ? ` of ${calendar.name} hours` : ''} (promise "${policy.name}").`,
  }
}

function taskSubject({ fields }: Lead): string {
  const person = [fields.firstName, fields.lastName].filter(Boolean).join(' ')
  const who = [person || fields.email, fields.company].filter(Boolean).join(', ')
  return `New lead: ${who || 'unknown person'}`.slice(0, 255)
}

function taskBody({ lead, why }: Writing, promise: string | null): string {
  const { fields } = lead
  const facts: [string, string | number | undefined][] = [
    ['Title', fields.title],
    ['Phone', fields.phone],
    ['Country', fields.country],
    ['Employees', fields.employees],
    ['Score', fields.score],
    ['Source', fields.source],
    ['Campaign', fields.campaign],
    ['Message', fields.message],
  ]
  return [
    ...(promise ? [promise, ''] : []),
    ...facts.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`),
    '',
    'Why you:',
    ...why.map((sentence) => `- ${sentence}`),
  ]
    .join('\n')
    .trim()
}
