#!/usr/bin/env node
// The command. Plain JavaScript that any Node parses: it finds Node 24 by itself, then hands over to the product.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const self = fileURLToPath(import.meta.url)
const major = Number(process.versions.node.split('.')[0])

if (major >= 24) {
  module.enableCompileCache()
  const bundle = join(dirname(self), '../dist/pointsman.mjs')
  const { run } = await import(existsSync(bundle) ? bundle : '../src/cli/pointsman.ts')
  await run(process.argv)
} else {
  const node = bundledNode()
  if (node === undefined) {
    console.error(
      `Pointsman needs Node 24 or newer; this is Node ${process.versions.node}. Run "npm ci" here (it brings Node 24), or install it with nvm, fnm or mise, or use the Docker image.`,
    )
    process.exit(1)
  }
  const child = spawn(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The child drains and ends; this process only passes the wish on.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
}

function bundledNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  try {
    const require = module.createRequire(import.meta.url)
    const root = dirname(require.resolve(`node-${platform}-${process.arch}/package.json`))
    return join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return undefined
  }
}
