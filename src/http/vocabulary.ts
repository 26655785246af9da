// Words of ours that readers of the API rely on: lists for the schemas, and what masking never touches.
import type { CrmAction } from '../connector.ts'
import type { Owner } from '../lead/account.ts'
import { eventKinds, eventStates } from '../lead/event.ts'
import { stages } from '../lead/stage.ts'
import { touchKinds } from '../lead/touch.ts'
import { causes, type Outcome } from '../routing/decision.ts'
import { breachSteps, clockStates } from '../sla/policy.ts'
import { syncStates } from '../store/rows.ts'

export const crmActions = [
  'save-person',
  'set-owner',
  'create-task',
  'add-note',
  'return-to-nurture',
] as const satisfies CrmAction[]
export const outcomes = ['assign', 'nurture', 'ignore', 'unrouted'] as const satisfies Outcome['kind'][]

export const ownerKinds = ['user', 'queue'] as const satisfies Owner['kind'][]

export const vocabulary: ReadonlySet<string> = new Set([
  ...crmActions,
  ...outcomes,
  ...ownerKinds,
  ...stages,
  ...causes,
  ...touchKinds,
  ...breachSteps,
  ...eventKinds,
  ...eventStates,
  ...syncStates,
  ...clockStates,
])
