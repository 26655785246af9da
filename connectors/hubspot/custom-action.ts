// The custom workflow action: the workflow waits (BLOCK) until it is told that the lead is routed, with the owner in the output fields.
// https://developers.hubspot.com/docs/api-reference/latest/automation/custom-workflow-actions (2026-11)
import {
  bodyText,
  InputError,
  isRecord,
  parseJson,
  RemoteError,
  type Answer,
  type EventResult,
  type Outbound,
  type Reply,
  type ReplyOutcome,
  type WebhookRequest,
} from '../../src/connector.ts'
import { createApi, type Api } from './crm-client.ts'
import type { HubspotSettings } from './settings.ts'

const LABEL = 'hubspot.callbacks.complete'

/** Without a token nobody could tell the workflow to go on: then it does not wait. */
export function waits(settings: HubspotSettings): boolean {
  return settings.accessToken !== undefined
}

/** The answer to a custom action; undefined for any other body. */
export function blockAnswer(request: WebhookRequest, settings: HubspotSettings): Answer | undefined {
  // Cheap first: most deliveries are app webhooks.
  if (!waits(settings) || !request.body.includes('"callbackId"')) return undefined
  if (callbackIdOf(request) === undefined) return undefined
  const outputFields = { hs_execution_state: 'BLOCK', hs_expiration_duration: settings.actionExpiresAfter }
  return { status: 200, body: JSON.stringify({ outputFields }) }
}

function callbackIdOf(request: WebhookRequest): string | undefined {
  try {
    const body = parseJson(bodyText(request.body))
    return isRecord(body) && typeof body.callbackId === 'string' && body.callbackId !== '' ? body.callbackId : undefined
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return undefined
  }
}

/** All at once; where HubSpot refuses the batch, one by one, so that one callback that ran out does not hold up the others. */
export async function completeCallbacks(
  replies: readonly Reply[],
  settings: HubspotSettings,
  outbound: Outbound,
): Promise<ReplyOutcome[]> {
  const api = createApi(settings, outbound)
  try {
    await complete(api, replies)
    return replies.map(() => ({ kind: 'done' }))
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (replies.length === 1) return [{ kind: 'dead', code: error.code, message: error.message }]
  }
  const outcomes: ReplyOutcome[] = []
  for (const reply of replies) outcomes.push(await completeOne(api, reply))
  return outcomes
}

async function completeOne(api: Api, reply: Reply): Promise<ReplyOutcome> {
  try {
    await complete(api, [reply])
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    const { code, message, retryAfterMs } = error
    if (isRefusal(error)) return { kind: 'dead', code, message }
    return { kind: 'retry', code, message, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) }
  }
}

function isRefusal(error: unknown): error is RemoteError {
  return error instanceof RemoteError && (error.kind === 'rejected' || error.kind === 'gone')
}

async function complete(api: Api, replies: readonly Reply[]): Promise<void> {
  const inputs = replies.map(({ replyTo, result }) => ({ callbackId: replyTo, outputFields: outputsOf(result) }))
  await api.call(LABEL, true, (client) => client.automation.actions.callbacksApi.completeBatch({ inputs }))
}

/** Names as the action's definition lists them as outputs; see README. HubSpot takes texts only. */
function outputsOf({ state, owner, decisionId, reason }: EventResult): Record<string, string> {
  return {
    hs_execution_state: 'SUCCESS',
    pointsman_result: state,
    ...(owner ? { pointsman_owner_id: owner.id } : {}),
    ...(owner?.name ? { pointsman_owner_name: owner.name } : {}),
    ...(owner?.email ? { pointsman_owner_email: owner.email } : {}),
    ...(decisionId ? { pointsman_decision_id: decisionId } : {}),
    ...(reason ? { pointsman_reason: reason } : {}),
  }
}
