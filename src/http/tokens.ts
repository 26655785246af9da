// Who calls: the token of a request → an actor with its role. Only hashes are kept, and they are compared in constant time.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../errors.ts'
import { roles, type Actor, type Role } from '../pipeline/pipeline.ts'

export interface Tokens {
  /** @param authorization the header as it came: `Bearer …` */
  identify(authorization: string | undefined): Actor | undefined
}

export interface OpenedTokens {
  tokens: Tokens
  /** For the terminal and the command line; `file` is null when it came from ADMIN_TOKEN. */
  admin: { token: string; file: string | null }
}

const MIN_LENGTH = 24

/** The token is named after its role in log and audit. */
export function createTokens(byRole: Partial<Record<Role, string>>): Tokens {
  const known = roles.flatMap((role) => {
    const token = byRole[role]
    return token ? [{ hash: sha256(token), actor: { name: `${role}-token`, role } satisfies Actor }] : []
  })
  return {
    identify(authorization) {
      const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization ?? '')?.[1]
      if (token === undefined) return undefined
      const hash = sha256(token)
      let found: Actor | undefined
      // Every hash is compared, so the time taken does not tell which one was near.
      for (const item of known) if (timingSafeEqual(item.hash, hash)) found = item.actor
      return found
    },
  }
}

/**
 * When no admin token is given, one is made and kept in `<dataDir>/admin-token`, readable by the owner only.
 * @throws ConfigError when the kept file is damaged
 */
export async function openTokens(byRole: Partial<Record<Role, string>>, dataDir: string): Promise<OpenedTokens> {
  if (byRole.admin) return { tokens: createTokens(byRole), admin: { token: byRole.admin, file: null } }
  const file = adminTokenFile(dataDir)
  const token = (await readAdminToken(dataDir)) ?? (await makeAdminToken(dataDir))
  return { tokens: createTokens({ ...byRole, admin: token }), admin: { token, file } }
}

export function adminTokenFile(dataDir: string): string {
  return join(dataDir, 'admin-token')
}

/** undefined when none was made yet. @throws ConfigError when the file is damaged */
export async function readAdminToken(dataDir: string): Promise<string | undefined> {
  const file = adminTokenFile(dataDir)
  let token: string
  try {
    token = (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  if (token.length < MIN_LENGTH || /\s/.test(token)) {
    throw new ConfigError([
      { file, message: 'The kept admin token is damaged: delete the file, and a new one is made at the next start.' },
    ])
  }
  return token
}

async function makeAdminToken(dataDir: string): Promise<string> {
  const file = adminTokenFile(dataDir)
  const token = randomBytes(32).toString('base64url')
  await mkdir(dataDir, { recursive: true })
  try {
    await writeFile(file, `${token}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    // Another process was first: its token holds.
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readAdminToken(dataDir) : undefined
    if (other === undefined) throw error
    return other
  }
  await chmod(file, 0o600)
  return token
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
