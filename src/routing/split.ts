// Which share of a split a lead belongs to. Its one rule: the lot is drawn from the rule's name and what stays together, so that it is the same
// whenever it is asked, and two splits have nothing to do with each other.
import { hash } from 'node:crypto'
import type { SplitTrace } from './decision.ts'
import type { Question } from './question.ts'
import type { AssignAction, SplitAction } from './rules/rule.ts'

export function shareOf(
  rule: string,
  { by, shares }: SplitAction,
  { lead }: Question,
): { action: AssignAction; trace: SplitTrace } {
  const key = (by === 'lead.domain' ? lead.fields.domain?.toLowerCase() : undefined) ?? lead.id
  const at = lotOf(`${rule}\0${key}`)
  let until = 0
  const share = shares.find(({ percent }) => at < (until += percent)) ?? shares.at(-1)
  if (!share) throw new TypeError(`The split of "${rule}" has no shares: the rulebook's check lets none such pass.`)
  return { action: share.action, trace: { rule, by, at, arm: share.name } }
}

/** 0 to 100, without 100. */
function lotOf(text: string): number {
  return (Number.parseInt(hash('sha256', text).slice(0, 12), 16) / 2 ** 48) * 100
}
