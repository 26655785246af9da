// What a sender hears that must come back later: its connection's own words, with Retry-After in the unit that it reads.
import type { Answer, WebhookRequest } from '../connector.ts'
import type { Context } from './context.ts'

/** undefined: no connection of this name takes anything in */
export type Overload = (connection: string, request: WebhookRequest) => Answer | undefined

export function createOverload({ connections }: Pick<Context, 'connections'>): Overload {
  let refusals = 0
  return (name, request) => {
    const source = connections.get(name)?.connector.source
    if (!source) return undefined
    refusals += 1
    return laterFor(source.overload?.(request) ?? source.answers.overload, refusals)
  }
}

const SPREAD = 16

/** Up to twice as late as the sender's answer says, one after the other: all who were refused at once would else come back at once. */
function laterFor(answer: Answer, refusals: number): Answer {
  const after = Number(answer.headers?.['retry-after'])
  if (!Number.isFinite(after)) return answer
  const spread = Math.round(after * (1 + ((refusals - 1) % SPREAD) / SPREAD))
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(spread) } }
}
