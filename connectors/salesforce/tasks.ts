// Tasks and notes as Task records. Their external id is the effect key, so the same task is never made twice.
import { createHash } from 'node:crypto'
import type { CrmWrite, WriteItem } from '../../src/connector.ts'
import { isQueue, to18 } from './ids.ts'
import { cleanText } from './person-records.ts'
import type { SalesforceSettings } from './settings.ts'

type Activity = Extract<CrmWrite, { action: 'create-task' | 'add-note' }>
export interface ActivityItem extends WriteItem {
  write: Activity
}

export const isActivity = (item: WriteItem): item is ActivityItem =>
  item.write.action === 'create-task' || item.write.action === 'add-note'

const MAX_KEY = 80
const MAX_SUBJECT = 255
const MAX_DESCRIPTION = 32_000

/** Pointsman_Key__c holds 80 characters: a longer key is replaced by its hash. */
export function taskKey(effectKey: string): string {
  return effectKey.length <= MAX_KEY ? effectKey : createHash('sha256').update(effectKey).digest('hex')
}

/** @param who the Lead or Contact, or the id of ours by which a Lead made in the same call is found */
export function taskRecord(
  write: Activity,
  who: { id: string } | { ourId: string },
  settings: SalesforceSettings,
): Record<string, unknown> {
  const prefix = settings.taskSubjectPrefix === undefined ? '' : `${settings.taskSubjectPrefix} `
  return {
    attributes: { type: 'Task' },
    Pointsman_Key__c: taskKey(write.effectKey),
    ...('id' in who ? { WhoId: who.id } : { Who: { attributes: { type: 'Lead' }, Pointsman_Id__c: who.ourId } }),
    Description: cleanText(write.body).slice(0, MAX_DESCRIPTION),
    ...(write.action === 'add-note'
      ? { Subject: `${prefix}Note`, Status: 'Completed' }
      : {
          Subject: cleanText(`${prefix}${write.subject}`).slice(0, MAX_SUBJECT),
          ActivityDate: write.dueAt.toISOString().slice(0, 10),
          // A queue holds leads, not tasks: whoever takes the lead finds it among its open activities.
          ...(isQueue(write.ownerId) ? {} : { OwnerId: to18(write.ownerId) }),
        }),
  }
}
