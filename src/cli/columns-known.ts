// Columns of lists as people and systems name them. Pure data: heading in lower case without signs → what it holds.
import type { AccountField } from '../pipeline/given-account.ts'

export const personFields = [
  'id',
  'first',
  'last',
  'full',
  'email',
  'phone',
  'company',
  'domain',
  'title',
  'street',
  'city',
  'postalCode',
  'state',
  'country',
  'birthDate',
  'birthPlace',
  'nationalId',
] as const
export type PersonField = (typeof personFields)[number]

export const companyLeadFields = [
  'id',
  'email',
  'company',
  'website',
  'domain',
  'country',
  'state',
  'city',
  'postalCode',
  'phone',
  'duns',
  'lei',
  'vat',
] as const
export type CompanyLeadField = (typeof companyLeadFields)[number]

const place = {
  city: 'city town locality suburb ort stadt ville mailingcity billingcity',
  postalCode: 'postalcode postcode zip zipcode plz codepostal mailingpostalcode billingpostalcode',
  state: 'state stateregion province region county mailingstate billingstate',
  country: 'country countrycode countryregion land nationality mailingcountry billingcountry',
}

const numbers = {
  duns: 'duns dunsnumber',
  lei: 'lei leicode',
  vat: 'vat vatid vatnumber ustid ustidnr',
}

export const personHeadings: Record<PersonField, string> = {
  id: 'id recordid recid uniqueid contactid leadid personid crmid',
  first: 'first firstname givenname forename vorname prenom nombre',
  last: 'last lastname surname familyname nachname apellido apellidos nom',
  full: 'full name fullname contactname personname displayname',
  email: 'email emailaddress mail workemail businessemail',
  phone: 'phone telephone tel phonenumber mobile mobilephone telefon',
  company: 'company companyname organization organisation employer account accountname firma unternehmen',
  domain: 'domain website companydomain web homepage',
  title: 'title jobtitle position role funktion occupation',
  street: 'street address address1 streetaddress addressline1 strasse mailingstreet',
  birthDate: 'birthdate dateofbirth dob birthday geburtsdatum',
  birthPlace: 'birthplace placeofbirth geburtsort',
  nationalId: 'nationalid socsecid ssn socialsecuritynumber nin taxid',
  ...place,
}

export const accountHeadings: Record<AccountField, string> = {
  id: 'id accountid recordid companyid crmid',
  name: 'name accountname company companyname organization organisation firma',
  domain: 'domain website web companydomain homepage url',
  domains: 'domains otherdomains emaildomains emaildomainnames additionaldomains',
  aliases: 'aliases alias othernames dba tradename formername',
  parent: 'parent parentid parentaccount parentaccountid subsidiaryofaliasof',
  owner: 'owner ownerid accountowner owneremail',
  successManager: 'successmanager csm customersuccessmanager',
  relationship: 'relationship type accounttype status',
  tier: 'tier segment',
  phone: 'phone telephone tel phonenumber',
  contacts: 'contacts numberofcontacts contactcount',
  openPipeline: 'openpipeline pipeline openopportunities',
  lastActivityAt: 'lastactivityat lastactivity lastactivitydate',
  createdAt: 'createdat created createddate',
  ...numbers,
  ...place,
}

export const companyLeadHeadings: Record<CompanyLeadField, string> = {
  id: 'id leadid recordid recid uniqueid',
  email: 'email emailaddress mail workemail businessemail',
  company: 'company companyname organization organisation account accountname employer name firma',
  website: 'website web url homepage companywebsite',
  domain: 'domain companydomain emaildomain',
  phone: 'phone telephone tel phonenumber mobile',
  ...numbers,
  ...place,
}
