// The one place where the parts meet: a set-up, a store and a clock become a running Pointsman.
import type { Crm, Outbound } from './connector.ts'
import { createJobs, type Job, type Jobs } from './jobs/jobs.ts'
import type { DataKey } from './data-key.ts'
import { StaleError, type Fault } from './errors.ts'
import type { Setup } from './load-files.ts'
import type { Log } from './log.ts'
import { newId } from './new-id.ts'
import { createOutbound } from './outbound.ts'
import { answerReview } from './pipeline/answer-review.ts'
import { createAccountIndexes } from './pipeline/account-indexes.ts'
import { endAlertByHand, replayDelivery, replayEvent, retrySync, retrySyncs } from './pipeline/actions.ts'
import { endAbsences, giveCredit, sayAbsence } from './pipeline/absences.ts'
import { viewPools } from './pipeline/pool-view.ts'
import { createBackups } from './pipeline/backup.ts'
import { cleanUp } from './pipeline/clean-up.ts'
import { createCommitter } from './pipeline/commit.ts'
import type { Context } from './pipeline/context.ts'
import { readCrmFields, warnOfFields } from './pipeline/crm-fields.ts'
import { fillKeys } from './pipeline/fill-keys.ts'
import { routeAnswered } from './pipeline/follow-up.ts'
import { forgetPerson } from './pipeline/forget.ts'
import { checkDataKey } from './pipeline/key-check.ts'
import { createLeadsStored } from './pipeline/leads-stored.ts'
import { mergePeople } from './pipeline/merge-people.ts'
import { mirror } from './pipeline/mirror.ts'
import type { Pipeline } from './pipeline/pipeline.ts'
import { processEvents } from './pipeline/process.ts'
import { judgePromises } from './pipeline/promises.ts'
import { createPrecedence } from './pipeline/precedence.ts'
import { createOverload } from './pipeline/overload.ts'
import { createReceive } from './pipeline/receive.ts'
import { rollBack } from './pipeline/versions.ts'
import { publishFiles } from './pipeline/publish-files.ts'
import { rulebookVersions, publishRulebook } from './pipeline/publish.ts'
import type { Rulebook } from './pipeline/rulebook.ts'
import { explain } from './pipeline/explain.ts'
import { simulate } from './pipeline/simulate.ts'
import { splitDeliveries } from './pipeline/split.ts'
import { pollConnection } from './pipeline/poll.ts'
import { sendReplies } from './pipeline/reply.ts'
import { status } from './pipeline/status.ts'
import { dropAbsent, takeAccounts } from './pipeline/take-accounts.ts'
import { takeList } from './pipeline/take-list.ts'
import { unmergePeople } from './pipeline/unmerge.ts'
import { verifyAgain, verifyQuarantine } from './pipeline/verify-again.ts'
import { syncConnection } from './pipeline/sync.ts'
import { createResultWaiting } from './pipeline/wait-for-result.ts'
import { watchConnection } from './pipeline/watch.ts'
import type { Store } from './store/store.ts'
import type { Clock } from './time.ts'

export interface AppOptions {
  setup: Setup
  store: Store
  clock: Clock
  log: Log
  dataKey: DataKey
  /** How often each CRM is asked what people did. */
  watchMs: number
  demo?: boolean
  /** live (default): by the version that is live in the store. files: by the set-up itself, which then need not be published. */
  decideBy?: 'live' | 'files'
}

export interface App {
  pipeline: Pipeline
  jobs: Jobs
  /**
   * Publishes a version when its hash is new; default: the set-up's, before anything is decided.
   * @returns whether it was not live before
   */
  publish(by: string, rulebook?: Rulebook): Promise<boolean>
  /** The files of this machine were changed, but hold faults: what is live stays, and the state says so. */
  refuse(faults: readonly Fault[]): void
  /** Senders that wait for what becomes of their lead hear at once that it was taken. For a stop in order. */
  stopWaiting(): void
  /** @param lost the old key is lost for good. @throws ConfigError when the store belongs to another key */
  checkKey(lost: boolean): Promise<void>
}

const CALLS_AT_ONCE = 4
const CALL_TIMEOUT_MS = 30_000

export function createApp({
  setup,
  store,
  clock,
  log,
  dataKey,
  watchMs,
  demo = false,
  decideBy = 'live',
}: AppOptions): App {
  const outbounds = new Map<string, Outbound>()
  const crms = new Map<string, Crm>()
  for (const { name, connector, settings } of setup.connections.values()) {
    const outbound = createOutbound({
      name,
      concurrency: CALLS_AT_ONCE,
      timeoutMs: CALL_TIMEOUT_MS,
      clock,
      ...(connector.pace ? { perInterval: connector.pace } : {}),
    })
    outbounds.set(name, outbound)
    if (connector.crm) crms.set(name, connector.crm.connect(settings, outbound, { clock }))
  }
  // Only CRMs that leads are written to are mirrored, watched and written.
  const targets = [...crms.keys()].filter((name) =>
    [...setup.connections.values()].some((connection) => connection.writesTo === name),
  )
  let jobs: Jobs | undefined
  let fileFaults: readonly Fault[] = []
  const versions = rulebookVersions(store, setup.rulebook)
  const context: Context = {
    store,
    clock,
    log,
    dataKey,
    newId,
    connections: setup.connections,
    crms,
    outbounds,
    fileFaults: () => fileFaults,
    accountIndex: createAccountIndexes(store),
    leadsStored: createLeadsStored(store, clock),
    rulebook: decideBy === 'live' ? versions.live : async () => setup.rulebook,
    rulebookOf: versions.version,
    keepRulebook: versions.keep,
    wake: (name) => jobs?.wake(name),
  }
  const precedence = createPrecedence()
  const committer = createCommitter(store, precedence)
  const list: Job[] = [
    { name: 'deliveries', run: () => splitDeliveries(context, committer) },
    singleton(
      context,
      'quarantine',
      once(() => verifyAgain(context, undefined, false, null)),
    ),
    ...targets.map((name) => singleton(context, `mirror:${name}`, (hold) => mirror(context, committer, name, hold))),
    { name: 'events', run: () => processEvents(context, committer) },
    { name: 'replies', run: () => sendReplies(context, committer) },
    ...targets.map((name) => ({ name: `syncs:${name}`, run: () => syncConnection(context, committer, name) })),
    ...targets.map((name) =>
      singleton(context, `watch:${name}`, async () => Number(await watchConnection(context, committer, name, watchMs))),
    ),
    ...[...setup.connections.values()]
      .filter(
        ({ connector, settings, writesTo }) => writesTo && connector.source?.poll?.everyMs(settings) !== undefined,
      )
      .map((connection) => singleton(context, `poll:${connection.name}`, () => pollConnection(context, connection))),
    ...targets.map((name) => singleton(context, `fields:${name}`, () => readCrmFields(context, name))),
    singleton(context, 'match-keys', () => fillKeys(context, committer)),
    singleton(context, 'promises', () => judgePromises(context, committer)),
    singleton(context, 'retention', () => cleanUp(context, committer, setup.retention)),
  ]
  jobs = createJobs(list, log, precedence.turn)
  const waiting = createResultWaiting(context)
  const overload = createOverload(context)
  const receive = createReceive(context, waiting, overload, precedence)
  return {
    jobs,
    checkKey: (lost) => checkDataKey(context, lost),
    stopWaiting: () => waiting.stop(),
    async publish(by, rulebook = setup.rulebook) {
      const published = await publishRulebook(context, rulebook, by)
      fileFaults = []
      for (const name of targets) await warnOfFields(context, rulebook, name)
      return published
    },
    refuse(faults) {
      fileFaults = faults
    },
    pipeline: {
      receive,
      overload,
      isKnown: (connection) => setup.connections.has(connection),
      retrySync: (id, actor) => retrySync(context, id, actor),
      retrySyncs: (filter, dryRun, actor) => retrySyncs(context, filter, dryRun, actor),
      replayDelivery: (id, actor) => replayDelivery(context, id, actor),
      verifyQuarantine: (connection, dryRun, actor) => verifyQuarantine(context, connection, dryRun, actor),
      forgetPerson: (email, dryRun, actor) => forgetPerson(context, committer, email, dryRun, actor),
      makeBackup: createBackups(context),
      publishFiles: (files, tables, actor, comment) => publishFiles(context, files, tables, actor, comment),
      rollBack: (hash, comment, actor) => rollBack(context, hash, comment, actor),
      pools: () => viewPools(context),
      sayAbsence: (said, actor) => sayAbsence(context, said, actor),
      endAbsences: (kinds, who, actor) => endAbsences(context, kinds, who, actor),
      giveCredit: (credit, actor) => giveCredit(context, credit, actor),
      endAlert: (id, actor) => endAlertByHand(context, id, actor),
      async answerReview(id, chosen, actor, reroute) {
        const review = await answerReview(context, id, chosen, actor)
        if (reroute) await routeAnswered(context, committer, review)
        return review
      },
      mergePeople: (id, into, planOnly, actor) => mergePeople(context, id, into, planOnly, actor),
      unmergePeople: (id, actor) => unmergePeople(context, id, actor),
      takeList: (given, actor) => takeList(context, given, actor),
      takeAccounts: (given, actor) => takeAccounts(context, given, actor),
      dropAbsentAccounts: (given, actor) => dropAbsent(context, committer, given, actor),
      replayEvent: (id, actor) => replayEvent(context, id, actor),
      simulate: (input) => simulate(context, input),
      explain: (leadId) => explain(context, leadId),
      status: () => status(context, demo),
    },
  }
}

const SINGLETON_LEASE_MS = 60_000

/** At the start only: what it depends on changes with a start only. */
function once(run: () => Promise<{ verified: number }>): () => Promise<number> {
  let done = false
  return async () => {
    if (done) return 0
    const { verified } = await run()
    done = true
    return verified
  }
}

/**
 * One process at a time does this. A second one that comes too early does no harm: its writes are guarded by versions and keys.
 * @param run what takes long calls `hold` now and then, which throws once another process has taken over
 */
function singleton(context: Context, name: string, run: (hold: () => Promise<void>) => Promise<number>): Job {
  const holder = context.newId()
  const take = async (): Promise<boolean> => {
    const now = context.clock.now()
    const until = new Date(now.getTime() + SINGLETON_LEASE_MS)
    return (await context.store.takeLease(name, holder, now, until)) !== undefined
  }
  const hold = async (): Promise<void> => {
    if (!(await take())) throw new StaleError(`Another process has taken ${name} over.`)
  }
  return { name, run: async () => ((await take()) ? run(hold) : 0) }
}
