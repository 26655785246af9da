// The key of this installation: it seals what must be kept but not be readable in the store, and hashes what must be known again
// after it was erased. One key for all processes on one store.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './errors.ts'

export interface DataKey {
  /** AES-256-GCM with a fresh nonce: nonce (12 bytes), tag (16 bytes), cipher text. */
  seal(plain: Buffer): Buffer
  /** null: sealed with another key, or altered. */
  open(sealed: Buffer): Buffer | null
  /** Keyed hash: the same text of the same kind gives the same hash, and nobody without the key can try texts against it. */
  hash(kind: string, text: string): string
  /** Tells keys apart without showing them. */
  fingerprint: string
}

const NONCE = 12
const TAG = 16
const MIN_KEY_LENGTH = 32

/** @param secret at least 32 characters of chance */
export function createDataKey(secret: string): DataKey {
  const derived = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'pointsman', purpose, 32))
  const sealing = derived('seal')
  const hashing = derived('hash')
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const text = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open(sealed) {
      if (sealed.length < NONCE + TAG) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE), { authTagLength: TAG })
        decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
        return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
      } catch {
        return null
      }
    },
    hash: (kind, text) => createHmac('sha256', hashing).update(`${kind}\0${text}`).digest('base64url'),
    fingerprint: derived('fingerprint').toString('hex').slice(0, 16),
  }
}

/**
 * POINTSMAN_KEY, else `<dataDir>/key`, which is made at the first start, readable by the owner only.
 * @throws ConfigError when the kept file is damaged
 */
export function openDataKey(given: string | null, dataDir: string): DataKey {
  return createDataKey(given ?? keptKey(join(dataDir, 'key')))
}

function keptKey(file: string): string {
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
    chmodSync(file, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = readFileSync(file, 'utf8').trim()
  if (key.length >= MIN_KEY_LENGTH && !/\s/.test(key)) return key
  throw new ConfigError([{ file, message: 'The kept key is damaged: put it back from a backup of this folder.' }])
}
