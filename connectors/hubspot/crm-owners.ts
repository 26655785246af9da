// Who can own a contact: owners of the account, deactivated ones too, so that an old owner still has a name.
import type { Crm } from '../../src/connector.ts'
import type { Api } from './crm-client.ts'
import { unreadable } from './crm-errors.ts'

type Owner = Awaited<ReturnType<Crm['readOwners']>>[number]

const PAGE = 500
const LABEL = 'hubspot.owners'

/** Two calls, and one more for each further 500. @throws RemoteError */
export async function readOwners(api: Api): Promise<Owner[]> {
  const owners: Owner[] = []
  for (const archived of [false, true]) {
    let after: string | undefined
    do {
      const page = await api.call(LABEL, false, (client) =>
        client.crm.owners.ownersApi.getPage(undefined, after, PAGE, archived),
      )
      if (!Array.isArray(page.results)) throw unreadable(LABEL, false)
      for (const { id, email, firstName, lastName, type, updatedAt } of page.results) {
        owners.push({
          crmId: id,
          kind: (type as string) === 'QUEUE' ? 'queue' : 'user',
          name: [firstName, lastName].filter(Boolean).join(' ') || (email ?? id),
          email: email ? email.toLowerCase() : null,
          active: !archived,
          updatedAt: new Date(updatedAt),
        })
      }
      after = page.paging?.next?.after
    } while (after !== undefined)
  }
  return owners
}
