// Builds dist/: the command and every connector as one bundle with shared chunks, for the Docker image.
// drizzle is bundled because imported unbundled it costs 0.4 s and 216 MB; the other packages are installed beside it.
import { readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

const connectors = readdirSync('connectors', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: [
    { in: 'src/cli/pointsman.ts', out: 'pointsman' },
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
  logLevel: 'info',
  plugins: [
    {
      name: 'packages-stay-outside',
      setup(bundler) {
        bundler.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('drizzle-orm') ? undefined : { path, external: true },
        )
        // The demo's pretend CRMs are not part of the image.
        bundler.onResolve({ filter: /sandbox\/demo\.ts$/ }, ({ path }) => ({ path, external: true }))
      },
    },
  ],
})
