// The command as people run it: its own process, in a folder with a copy of rulebook and mappings. Ends only what it started.
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const command = join(root, 'bin/pointsman.mjs')

type Environment = Record<string, string>

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface Folder {
  path: string
  env: Environment
  read(file: string): string
  write(file: string, text: string): void
  /** Replaces a text that must be there. */
  edit(file: string, from: string, to: string): void
  /** Runs a command to its end. */
  run(args: string[], options?: { env?: Environment; input?: string }): Promise<Ended>
  /** Runs it and reads its standard output as JSON. */
  json<T>(args: string[], options?: { input?: string }): Promise<T>
  /** Runs lines of a guide as they stand there, until one fails. `npx pointsman` is this repository's, and asks no registry. */
  shell(script: string, env?: Environment): Promise<Ended>
  /** Starts a server and waits until it says that it runs. */
  serve(options?: { args?: string[]; env?: Environment; node?: string }): Promise<Server>
  remove(): Promise<void>
}

export interface Server {
  url: string
  /** What it printed until it ran. */
  said: string
  child: ChildProcess
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

export function newFolder(env: Environment = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'pointsman-cli-'))
  cpSync(join(root, 'rulebook'), join(path, 'rulebook'), { recursive: true })
  cpSync(join(root, 'mappings'), join(path, 'mappings'), { recursive: true })
  const servers: Server[] = []
  // Nothing of the machine that runs the tests: only what a command needs to be found.
  const base = { PATH: process.env['PATH'] ?? '', HOME: path, PORT: '0', TZ: 'UTC', ...env }
  const folder: Folder = {
    path,
    env: base,
    read: (file) => readFileSync(join(path, file), 'utf8'),
    write: (file, text) => writeFileSync(join(path, file), text),
    edit(file, from, to) {
      const text = folder.read(file)
      if (!text.includes(from)) throw new Error(`${file} does not hold "${from}".`)
      folder.write(file, text.replace(from, to))
    },
    run(args, options = {}) {
      const child = spawn(process.execPath, [command, ...args], { cwd: path, env: { ...base, ...options.env } })
      child.stdin.end(options.input ?? '')
      return endOf(child)
    },
    async json<T>(args: string[], options = {}) {
      const ended = await folder.run([...args, '--json'], options)
      return JSON.parse(ended.stdout) as T
    },
    shell(script, more = {}) {
      const bin = join(path, 'bin')
      mkdirSync(bin, { recursive: true })
      writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${command}' "$@"\n`, {
        mode: 0o755,
      })
      const given = { ...base, PATH: `${bin}:${base.PATH}`, ...more }
      return endOf(spawn('sh', ['-e', '-c', script], { cwd: path, env: given }))
    },
    async serve({ args = ['serve'], env: more = {}, node = process.execPath } = {}) {
      const child = spawn(node, [command, ...args], { cwd: path, env: { ...base, ...more } })
      const ended = endOf(child)
      const said = await announced(child, ended)
      const server: Server = {
        url: /^Pointsman runs.*?(http:\/\/[^\s/]+)/m.exec(said)?.[1] ?? '',
        said,
        child,
        stop(signal = 'SIGTERM') {
          child.kill(signal)
          return ended
        },
      }
      servers.push(server)
      return server
    },
    async remove() {
      await Promise.all(servers.map((server) => server.stop('SIGKILL')))
      rmSync(path, { recursive: true, force: true })
    },
  }
  return folder
}

export function endOf(child: ChildProcess): Promise<Ended> {
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...ended, code }))
  })
}

/** The last line of a demo, and of a real server. */
const RUNS = /^Leave demo mode: .*\n|^Pointsman runs: [^]*^Data: .*\n/m

function announced(child: ChildProcess, ended: Promise<Ended>): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      let said = ''
      stream?.on('data', (text: string) => {
        said += text
        if (RUNS.test(said)) resolve(said)
      })
    }
    void ended.then(({ stdout, stderr }) => reject(new Error(`It ended before it ran.\n${stdout}${stderr}`)))
  })
}
