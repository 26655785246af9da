// Builds dist/: the command and every connector as one bundle with shared chunks, for the Docker image.
// Packages are bundled because a start finds and reads a thousand files of theirs else (drizzle alone: 0.4 s and 216 MB).
import { readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

const connectors = readdirSync('connectors', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

/** Native, loaded on first use only, never loaded (src/http/only-zod.ts), or with files beside their code: these are installed beside the bundle. date-holidays is not: it
 * is for the sources only (src/cli/calendar-import.ts). */
const outside =
  /^(better-sqlite3|pg|jsforce|@hubspot\/|axios|@fastify\/(ajv|fast-json-stringify)-compiler|@fastify\/swagger-ui|@electric-sql\/|date-holidays)/

/** Zod's messages in 50 languages, which nothing here speaks. */
const zodLanguages = /zod[\\/]v4[\\/]locales[\\/]index\.js$/

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: [
    { in: 'src/cli/pointsman.ts', out: 'pointsman' },
    { in: 'src/store/sqlite-thread-body.ts', out: 'sqlite-thread-body' },
    { in: 'src/pipeline/rulebook-thread-body.ts', out: 'rulebook-thread-body' },
    ...connectors.map((name) => ({ in: `connectors/${name}/connector.ts`, out: `connectors/${name}/connector` })),
  ],
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Packages in CommonJS ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'info',
  plugins: [
    {
      name: 'what-stays-outside',
      setup(bundler) {
        bundler.onLoad({ filter: zodLanguages }, () => ({ contents: "export { default as en } from './en.js'" }))
        bundler.onResolve({ filter: outside }, ({ path, kind }) =>
          kind === 'entry-point' ? undefined : { path, external: true },
        )
        // To import it reads all its exports, and opens standard input: 10 ms of each command.
        bundler.onResolve({ filter: /^node:process$/ }, () => ({ path: 'process', namespace: 'global' }))
        bundler.onLoad({ filter: /^process$/, namespace: 'global' }, () => ({ contents: 'module.exports = process' }))
        // The demo's pretend CRMs are not part of the image.
        bundler.onResolve({ filter: /sandbox\/demo\.ts$/ }, ({ path }) => ({ path, external: true }))
      },
    },
  ],
})
