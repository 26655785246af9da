// The lease of a singleton: taken, renewed or refused in one statement. The fence rises with every new holder and never falls.
import { sql, type SQL } from 'drizzle-orm'
import { encodeValue, type Codec } from './codec.ts'

/** Answers the fence, or no row while somebody else holds the lease. */
export function takeLeaseQuery(leases: Codec, lease: { name: string; holder: string; now: Date; until: Date }): SQL {
  const time = (at: Date): SQL => sql`${sql.param(encodeValue(leases.column('until'), at))}`
  return sql`insert into leases (id, holder, fence, "until") values (${lease.name}, ${lease.holder}, 1, ${time(lease.until)})
    on conflict (id) do update set holder = excluded.holder, "until" = excluded."until",
      fence = leases.fence + case when leases.holder = excluded.holder then 0 else 1 end
    where leases.holder = excluded.holder or leases."until" <= ${time(lease.now)}
    returning fence`
}

/** Whoever held one is gone; the fence still rises with the next holder. */
export function endLeases(leases: Codec): SQL {
  return sql`update leases set holder = '', "until" = ${sql.param(encodeValue(leases.column('until'), new Date(0)))} returning id`
}
