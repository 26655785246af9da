// The tables as PostgreSQL has them. Each is exported by name because drizzle-kit finds tables among a file's exports.
import { postgresColumns } from './postgres-columns.ts'
import { defineTables } from './tables.ts'

export const postgresTables = defineTables(postgresColumns)

export const {
  deliveries,
  events,
  leads,
  personKeys,
  accounts,
  contacts,
  matchKeys,
  reviews,
  matchAnswers,
  merges,
  owners,
  crmRefs,
  rulebooks,
  rulebookTables,
  decisions,
  turns,
  pools,
  poolMembers,
  absences,
  assignments,
  slaClocks,
  syncs,
  attempts,
  touches,
  timeline,
  timelinePrivate,
  settings,
  leases,
  audit,
  replies,
  alerts,
  erasedKeys,
  tallies,
} = postgresTables
