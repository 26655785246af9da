// All that can be said of a rulebook before any lead comes, as one list: faults, warnings, then notes. Its one rule: the rules are judged by the
// engine that routes.
import { z } from 'zod'
import { findingAt, findingLevels, type Finding } from '../routing/check/finding.ts'
import { gapFindings } from '../routing/check/gaps.ts'
import { ownerFindings, poolFindings, type KnownOwner, type PlaceOf } from '../routing/check/pool-findings.ts'
import { reachFindings } from '../routing/check/reach.ts'
import { longestWaitDays } from '../sla/can-be-met.ts'
import { readYaml } from '../yaml-file.ts'
import type { Rulebook } from './rulebook.ts'

export interface Linting {
  now: Date
  /** Owners of each CRM; absent: nobody was asked. */
  owners?: ReadonlyMap<string, readonly KnownOwner[]>
}

export function lintRulebook(rulebook: Rulebook, { now, owners }: Linting): Finding[] {
  const { routing } = rulebook
  const inPools = placesIn(rulebook, 'pools.yaml')
  const findings = [
    ...reachFindings(routing),
    ...gapFindings(routing),
    ...poolFindings(routing, inPools),
    ...promiseFindings(rulebook, now),
    ...(owners ? ownerFindings(routing, owners, inPools) : []),
  ]
  return findings.toSorted((a, b) => findingLevels.indexOf(a.level) - findingLevels.indexOf(b.level))
}

/** Longer than this nobody waits on purpose. */
const MOST_DAYS = 30

function promiseFindings(rulebook: Rulebook, now: Date): Finding[] {
  const { policies, calendars } = rulebook
  const placeOf = placesIn(rulebook, 'sla.yaml')
  return [...policies.values()].flatMap((policy): Finding[] => {
    const calendar = policy.calendar === null ? null : (calendars.get(policy.calendar) ?? null)
    const place = placeOf(['policies', policy.name])
    const days = longestWaitDays(policy, calendar, now)
    if (days === null) {
      const message = `The promise "${policy.name}" never falls due: the calendar "${policy.calendar}" does not have ${policy.withinMinutes} open minutes.`
      return [findingAt(place, 'fault', 'sla.never-due', message)]
    }
    if (calendar === null || days <= MOST_DAYS) return []
    const message = `The promise "${policy.name}" falls due up to ${Math.round(days)} days after the lead came: the calendar "${policy.calendar}" is seldom open.`
    return [findingAt(place, 'warning', 'sla.long', message)]
  })
}

function placesIn({ files }: Rulebook, name: string): PlaceOf {
  const [path = `rulebook/${name}`, text = ''] =
    Object.entries(files).find(([file]) => file === name || file === `rulebook/${name}` || file.endsWith(`/${name}`)) ??
    []
  const yaml = readYaml({ path, text }, z.unknown())
  return (where) => {
    const { file, line } = yaml.fault(where, '')
    return line === undefined ? file : `${file}:${line}`
  }
}
