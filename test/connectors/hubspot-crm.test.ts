// The HubSpot connector holds what every CRM connector must.
import { crmFacts } from './crm-facts.ts'
import { startHubspot } from './hubspot-bench.ts'

crmFacts('hubspot', startHubspot)
