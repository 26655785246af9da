// The Salesforce connector holds what every CRM connector must.
import { crmFacts } from './crm-facts.ts'
import { startSalesforce } from './salesforce-bench.ts'

crmFacts('salesforce', startSalesforce)
