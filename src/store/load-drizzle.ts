// Loads what imports drizzle. Its one rule: from source drizzle is taken by `require`.
// Node parses a package's exports anew for each of its files that is imported, but once for all that are required. Drizzle's exports are 170 kB, and
// a hundred of its files are loaded, so importing them takes a second and 200 MB (Node 24.21, 2026-11). The bundle holds drizzle itself.
import { registerHooks } from 'node:module'

const drizzle = /^drizzle-orm(?:\/|$)/
const conditions = ['node', 'require']

export async function withDrizzle<T>(load: () => Promise<T>): Promise<T> {
  if (!import.meta.url.endsWith('.ts')) return load()
  const hooks = registerHooks({
    resolve: (name, context, next) => next(name, drizzle.test(name) ? { ...context, conditions } : context),
  })
  try {
    return await load()
  } finally {
    hooks.deregister()
  }
}
