#!/usr/bin/env node
// The command. Plain JavaScript that any Node parses: it finds Node 24 by itself, then hands over to the product.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const self = fileURLToPath(import.meta.url)
const major = Number(process.versions.node.split('.')[0])

if (process.env.npm_lifecycle_event !== undefined && ['serve', 'demo'].includes(process.argv[2])) endWithNpm()

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
  // The child drains and ends; this process only passes the wish on. A terminal tells both of them of Ctrl-C by itself.
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
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

/** Told to end, npm ends its shell, and the shell tells nobody: without this the server would run on, an orphan on its port. */
function endWithNpm() {
  const parent = process.ppid
  let told = false
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => (told = true))
  setInterval(() => {
    if (!told && process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 250).unref()
}
