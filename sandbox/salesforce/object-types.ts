// The object types of the pretend org: standard fields that routing touches, and Pointsman's own external ids.
// Source of names and lengths: Salesforce Object Reference, Summer '26; nothing beyond what is listed here exists.
import { field, objectType, picklist, reference, systemField, text, type Field, type ObjectType } from './schema.ts'

export const leadStatuses = [
  'Open - Not Contacted',
  'Working - Contacted',
  'Nurture',
  'Closed - Converted',
  'Closed - Not Converted',
] as const

const id = systemField('Id', 'id', { length: 18 })
const created = [
  systemField('CreatedDate', 'datetime'),
  systemField('CreatedById', 'reference', { refersTo: ['User'], relation: 'CreatedBy' }),
]
const stamps = [
  ...created,
  systemField('LastModifiedDate', 'datetime'),
  systemField('LastModifiedById', 'reference', { refersTo: ['User'], relation: 'LastModifiedBy' }),
  systemField('SystemModstamp', 'datetime'),
]
const system = [id, systemField('IsDeleted', 'boolean'), ...stamps]

const address = (prefix: string): Field[] => [
  field(`${prefix}Street`, 'textarea', { length: 255, filterable: true }),
  text(`${prefix}City`, 40),
  text(`${prefix}State`, 80),
  text(`${prefix}PostalCode`, 20),
  text(`${prefix}Country`, 80),
]
const ratings = ['Hot', 'Warm', 'Cold']
const industries = [
  'Banking',
  'Consulting',
  'Education',
  'Electronics',
  'Healthcare',
  'Manufacturing',
  'Retail',
  'Technology',
]
const sources = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Trade Show', 'Other']

const person = [
  picklist('Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.']),
  text('FirstName', 40),
  text('LastName', 80, { required: true }),
  systemField('Name', 'string', { length: 121 }),
  text('Title', 128),
  field('Email', 'email', { length: 80, indexed: true }),
  field('Phone', 'phone', { length: 40 }),
  field('MobilePhone', 'phone', { length: 40 }),
  picklist('LeadSource', sources),
  field('Description', 'textarea', { length: 32_000 }),
  field('HasOptedOutOfEmail', 'boolean'),
  field('DoNotCall', 'boolean'),
  systemField('LastActivityDate', 'date'),
]

/** A fresh set: an org may add custom fields to its own. */
export function standardTypes(): ObjectType[] {
  return [
    objectType('Lead', '00Q', [
      ...system,
      ...person,
      ...address(''),
      text('Company', 255, { required: true }),
      field('Website', 'url', { length: 255 }),
      picklist('Industry', industries),
      picklist('Status', leadStatuses, { required: true, initially: leadStatuses[0] }),
      picklist('Rating', ratings),
      field('NumberOfEmployees', 'int'),
      field('AnnualRevenue', 'currency'),
      reference('OwnerId', ['User', 'Group'], { required: true }),
      systemField('IsUnreadByOwner', 'boolean', { initially: true }),
      systemField('IsConverted', 'boolean'),
      systemField('ConvertedDate', 'date'),
      systemField('ConvertedAccountId', 'reference', { refersTo: ['Account'], relation: 'ConvertedAccount' }),
      systemField('ConvertedContactId', 'reference', { refersTo: ['Contact'], relation: 'ConvertedContact' }),
      systemField('MasterRecordId', 'reference', { refersTo: ['Lead'], relation: 'MasterRecord' }),
      text('Pointsman_Id__c', 40, { unique: true, externalId: true }),
    ]),
    objectType('Contact', '003', [
      ...system,
      ...person,
      ...address('Mailing'),
      reference('AccountId', ['Account'], { indexed: true }),
      reference('OwnerId', ['User'], { required: true }),
      reference('ReportsToId', ['Contact']),
      text('Department', 80),
      systemField('MasterRecordId', 'reference', { refersTo: ['Contact'], relation: 'MasterRecord' }),
      text('Pointsman_Id__c', 40, { externalId: true }),
    ]),
    objectType('Account', '001', [
      ...system,
      text('Name', 255, { required: true }),
      field('Website', 'url', { length: 255 }),
      field('Phone', 'phone', { length: 40 }),
      picklist('Type', ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Channel Partner / Reseller', 'Other']),
      picklist('Industry', industries),
      picklist('Rating', ratings),
      picklist('AccountSource', sources),
      field('NumberOfEmployees', 'int'),
      field('AnnualRevenue', 'currency'),
      field('Description', 'textarea', { length: 32_000 }),
      ...address('Billing'),
      reference('OwnerId', ['User'], { required: true }),
      reference('ParentId', ['Account']),
      systemField('LastActivityDate', 'date'),
      systemField('MasterRecordId', 'reference', { refersTo: ['Account'], relation: 'MasterRecord' }),
    ]),
    objectType('Task', '00T', [
      ...system,
      text('Subject', 255),
      picklist('Status', ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'], {
        required: true,
        initially: 'Not Started',
      }),
      picklist('Priority', ['High', 'Normal', 'Low'], { required: true, initially: 'Normal' }),
      reference('OwnerId', ['User'], { required: true }),
      reference('WhoId', ['Contact', 'Lead'], { indexed: true }),
      reference('WhatId', ['Account']),
      field('ActivityDate', 'date'),
      field('Description', 'textarea', { length: 32_000 }),
      systemField('IsClosed', 'boolean'),
      systemField('CompletedDateTime', 'datetime'),
      picklist('TaskSubtype', ['Task', 'Email', 'List Email', 'Cadence', 'Call', 'LinkedIn'], {
        restricted: true,
        updateable: false,
        initially: 'Task',
      }),
      picklist('Type', ['Call', 'Email', 'Meeting', 'Other']),
      text('CallDisposition', 255),
      picklist('CallType', ['Internal', 'Inbound', 'Outbound'], { restricted: true }),
      field('CallDurationInSeconds', 'int'),
      field('IsReminderSet', 'boolean'),
      field('ReminderDateTime', 'datetime'),
      text('Pointsman_Key__c', 80, { unique: true, externalId: true }),
    ]),
    objectType('Event', '00U', [
      ...system,
      text('Subject', 255),
      reference('OwnerId', ['User'], { required: true }),
      reference('WhoId', ['Contact', 'Lead'], { indexed: true }),
      reference('WhatId', ['Account']),
      field('StartDateTime', 'datetime'),
      field('EndDateTime', 'datetime'),
      field('ActivityDate', 'date'),
      field('DurationInMinutes', 'int'),
      field('IsAllDayEvent', 'boolean'),
      text('Location', 255),
      field('Description', 'textarea', { length: 32_000 }),
    ]),
    ...readOnlyTypes(),
  ]
}

function readOnlyTypes(): ObjectType[] {
  const user = [
    text('Username', 80, { required: true }),
    text('FirstName', 40),
    text('LastName', 80),
    text('Name', 121),
    field('Email', 'email', { length: 128, required: true, indexed: true }),
    field('IsActive', 'boolean', { initially: true }),
    picklist('UserType', ['Standard', 'PowerPartner', 'Guest'], { restricted: true, initially: 'Standard' }),
    text('TimeZoneSidKey', 40, { initially: 'America/Los_Angeles' }),
    reference('ManagerId', ['User']),
    text('UserRoleId', 18),
    field('LastLoginDate', 'datetime'),
  ]
  const group = [
    text('Name', 40, { required: true }),
    text('DeveloperName', 80),
    picklist('Type', ['Queue', 'Regular'], { restricted: true, initially: 'Queue' }),
    field('Email', 'email', { length: 255 }),
  ]
  const history = [
    reference('LeadId', ['Lead'], { indexed: true }),
    text('Field', 255),
    text('DataType', 40),
    text('OldValue', 255, { filterable: false }),
    text('NewValue', 255, { filterable: false }),
  ]
  const organization = [
    text('Name', 80),
    field('IsSandbox', 'boolean', { initially: true }),
    text('OrganizationType', 40, { initially: 'Developer Edition' }),
    text('InstanceName', 5, { initially: 'PTS1' }),
    text('TimeZoneSidKey', 40, { initially: 'America/Los_Angeles' }),
  ]
  return [
    objectType('User', '005', [id, ...stamps, ...user], false),
    objectType('Group', '00G', [id, ...stamps, ...group], false),
    objectType(
      'QueueSobject',
      '03g',
      [
        id,
        ...created,
        systemField('SystemModstamp', 'datetime'),
        reference('QueueId', ['Group']),
        text('SobjectType', 40),
      ],
      false,
    ),
    objectType('LeadHistory', '017', [id, systemField('IsDeleted', 'boolean'), ...created, ...history], false),
    objectType('Organization', '00D', [id, ...stamps, ...organization], false),
  ]
}
