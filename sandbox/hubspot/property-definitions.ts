// Which properties each kind of object has. Its one rule: a name that is not listed here, or defined later, does not exist.
import { objectNames, objectTypes, type ObjectName } from './object-types.ts'

export interface PropertyDefinition {
  name: string
  label: string
  type: 'string' | 'number' | 'datetime' | 'bool' | 'enumeration'
  /** Empty for all but enumerations. */
  options: readonly string[]
  hasUniqueValue: boolean
  /** Kept by HubSpot itself: an API write is refused. */
  readOnly: boolean
  hubspotDefined: boolean
}

export type Definitions = Map<string, PropertyDefinition>

/** From first to last: a record moves only forward through them. */
export const lifecycleStages = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
  'other',
]

export const leadStatuses = [
  'NEW',
  'OPEN',
  'IN_PROGRESS',
  'OPEN_DEAL',
  'UNQUALIFIED',
  'ATTEMPTED_TO_CONTACT',
  'CONNECTED',
  'BAD_TIMING',
]

const analyticsSources = [
  'ORGANIC_SEARCH',
  'PAID_SEARCH',
  'EMAIL_MARKETING',
  'SOCIAL_MEDIA',
  'REFERRALS',
  'OTHER_CAMPAIGNS',
  'DIRECT_TRAFFIC',
  'OFFLINE',
  'PAID_SOCIAL',
]

const stageDates = lifecycleStages.map((stage) => `hs_lifecyclestage_${stage}_date`)

interface Lists {
  /** Space-separated names. */
  texts?: string
  unique?: string
  numbers?: string
  dates?: string
  enumerations?: Record<string, readonly string[]>
  readOnlyTexts?: string
  readOnlyNumbers?: string
  readOnlyDates?: string
  /** Not made by HubSpot. */
  custom?: string
}

const lists: Record<ObjectName, Lists> = {
  contacts: {
    texts:
      'firstname lastname phone mobilephone company jobtitle website address city state zip country industry message ' +
      'annualrevenue numemployees numberofemployees hs_language',
    unique: 'email pointsman_id',
    enumerations: {
      lifecyclestage: lifecycleStages,
      hs_lead_status: leadStatuses,
      hs_analytics_source: analyticsSources,
      hubspot_owner_id: [],
    },
    readOnlyTexts:
      'hs_merged_object_ids hs_additional_emails hs_object_source hs_sa_first_engagement_object_type ' +
      'hs_sa_first_engagement_descr',
    readOnlyNumbers: 'num_contacted_notes hubspotscore associatedcompanyid',
    readOnlyDates:
      'hubspot_owner_assigneddate hs_sa_first_engagement_date hs_first_outreach_date notes_last_contacted ' +
      `hs_sales_email_last_replied ${stageDates.join(' ')}`,
    // A text in most portals that ask for ranges ("11-50"); HubSpot's own number of that name is the company's.
    custom: 'pointsman_id numberofemployees',
  },
  companies: {
    texts: 'name domain hs_additional_domains website phone industry address city state zip country description',
    numbers: 'numberofemployees annualrevenue',
    enumerations: {
      lifecyclestage: lifecycleStages,
      hs_lead_status: leadStatuses,
      type: ['PROSPECT', 'CUSTOMER', 'PARTNER', 'COMPETITOR', 'RESELLER', 'VENDOR', 'OTHER'],
      hs_ideal_customer_profile: ['tier_1', 'tier_2', 'tier_3'],
      hubspot_owner_id: [],
    },
    readOnlyTexts: 'hs_merged_object_ids hs_object_source',
    readOnlyNumbers: 'hs_parent_company_id num_associated_contacts hs_num_open_deals hs_total_deal_value',
    readOnlyDates:
      'hubspot_owner_assigneddate notes_last_updated hs_last_sales_activity_timestamp ' + stageDates.join(' '),
  },
  leads: {
    texts: 'hs_lead_name hs_pipeline hs_pipeline_stage',
    enumerations: {
      hs_lead_type: ['NEW_BUSINESS', 'UPSELL', 'RE_ATTEMPTING'],
      hs_lead_label: ['HOT', 'WARM', 'COLD'],
      hubspot_owner_id: [],
    },
    readOnlyTexts: 'hs_primary_contact_id hs_object_source',
    readOnlyDates: 'hubspot_owner_assigneddate',
  },
  tasks: {
    texts: 'hs_task_subject hs_task_body hs_queue_membership_ids',
    dates: 'hs_timestamp hs_task_reminders',
    enumerations: {
      hs_task_status: ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'],
      hs_task_priority: ['NONE', 'LOW', 'MEDIUM', 'HIGH'],
      hs_task_type: ['TODO', 'CALL', 'EMAIL'],
      hubspot_owner_id: [],
    },
    readOnlyTexts: 'hs_object_source',
    readOnlyDates: 'hubspot_owner_assigneddate',
  },
  notes: {
    texts: 'hs_note_body hs_attachment_ids',
    dates: 'hs_timestamp',
    enumerations: { hubspot_owner_id: [] },
    readOnlyTexts: 'hs_object_source',
    readOnlyDates: 'hubspot_owner_assigneddate',
  },
  calls: {
    texts: 'hs_call_title hs_call_body hs_call_disposition hs_call_status',
    numbers: 'hs_call_duration',
    dates: 'hs_timestamp',
    enumerations: { hs_call_direction: ['INBOUND', 'OUTBOUND'], hubspot_owner_id: [] },
    readOnlyTexts: 'hs_object_source',
    readOnlyDates: 'hubspot_owner_assigneddate',
  },
  emails: {
    texts: 'hs_email_subject hs_email_text hs_email_status',
    dates: 'hs_timestamp',
    enumerations: { hs_email_direction: ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'], hubspot_owner_id: [] },
    readOnlyTexts: 'hs_object_source',
    readOnlyDates: 'hubspot_owner_assigneddate',
  },
}

/** What a fresh portal knows, by kind of object and name. */
export function standardDefinitions(): Record<ObjectName, Definitions> {
  return Object.fromEntries(objectNames.map((name) => [name, fresh(name)])) as Record<ObjectName, Definitions>
}

function fresh(object: ObjectName): Definitions {
  const { created, modified } = objectTypes[object]
  const list = lists[object]
  const custom = new Set(words(list.custom))
  const made: Definitions = new Map()
  const add = (names: readonly string[], type: PropertyDefinition['type'], more: Partial<PropertyDefinition> = {}) => {
    for (const name of names) {
      made.set(name, {
        name,
        label: name,
        type,
        options: [],
        hasUniqueValue: false,
        readOnly: false,
        hubspotDefined: !custom.has(name),
        ...more,
      })
    }
  }
  add(words(list.texts), 'string')
  add(words(list.unique), 'string', { hasUniqueValue: true })
  add(words(list.numbers), 'number')
  add(words(list.dates), 'datetime')
  for (const [name, options] of Object.entries(list.enumerations ?? {})) add([name], 'enumeration', { options })
  add([...words(list.readOnlyTexts), 'hs_object_id'], 'string', { readOnly: true })
  add(words(list.readOnlyNumbers), 'number', { readOnly: true })
  add([...words(list.readOnlyDates), created, modified], 'datetime', { readOnly: true })
  return made
}

function words(text: string | undefined): string[] {
  return text?.split(' ').filter(Boolean) ?? []
}
