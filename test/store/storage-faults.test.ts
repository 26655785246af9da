// A disk that is full, fails, or is held by another program: nothing is acknowledged that is not stored, people are told what to do, and
// it goes on by itself.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError, StorageError } from '../../src/errors.ts'
import { createStore } from '../../src/store/body.ts'
import { refuseNetworkDisk } from '../../src/store/boot-checks.ts'
import { diskSpaceOf, unwatchedDisk, type DiskLimits, type DiskSpace } from '../../src/store/disk-space.ts'
import { openSqlite } from '../../src/store/open-sqlite.ts'
import { createSqliteDatabase } from '../../src/store/sqlite-database.ts'
import { openSession } from '../../src/store/sqlite-session.ts'
import { makeDurable } from '../../src/store/sqlite-durability.ts'
import { postgresFault } from '../../src/store/storage-fault.ts'
import type { Store } from '../../src/store/store.ts'
import { sample } from './sample-rows.ts'

let folder: string
let file: string
let db: Sqlite.Database
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-storage-'))
  file = join(folder, 'pointsman.db')
  await createStore(openSqlite(file)).close()
})
afterEach(async () => {
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(disk: DiskSpace = unwatchedDisk, openAnew = (): Sqlite.Database => opened()): Store {
  db = opened()
  store = createStore(
    createSqliteDatabase({
      session: openSession(db, file),
      place: file,
      disk,
      openAnew: () => openSession(openAnew(), file),
      afterClose: () => undefined,
    }),
  )
  return store
}

function opened(): Sqlite.Database {
  const one = new Sqlite(file)
  makeDurable(one, file)
  return one
}

const big = (): ReturnType<typeof sample<'deliveries'>> => sample('deliveries', { body: Buffer.alloc(256 * 1024, 7) })
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof StorageError ? error.code : String(error)),
  )
/** The file may not grow any more. */
const fillDisk = (): void => void db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
const makeRoom = (): void => void db.pragma('max_page_count = 1000000')

describe('a full disk', () => {
  it('takes no lead that it cannot keep, can still be read, and goes on when there is room', async () => {
    open()
    const before = sample('deliveries')
    await store.insertDeliveries([before])
    fillDisk()
    expect(await codeOf(store.insertDeliveries([big()]))).toBe('storage.full')
    await expect(store.insertDeliveries([big()])).rejects.toThrow('make room, and it goes on by itself')
    expect(await store.list('deliveries')).toEqual([before])
    makeRoom()
    expect(await codeOf(store.insertDeliveries([big()]))).toBe('done')
    expect(await store.count('deliveries')).toBe(2)
  })

  it('lets what is under way end by giving up the ballast, and refuses new leads from then on', async () => {
    let released = 0
    const disk: DiskSpace = {
      isLow: () => released > 0,
      release() {
        if (released > 0) return false
        released += 1
        makeRoom()
        return true
      },
      settled: () => Promise.resolve(),
    }
    open(disk)
    fillDisk()
    const work = Array.from({ length: 40 }, () => ({ table: 'deliveries' as const, row: big() }))
    expect(await codeOf(store.commit({ inserts: work }))).toBe('done')
    expect(released).toBe(1)
    expect(await codeOf(store.insertDeliveries([sample('deliveries')]))).toBe('storage.low')
    expect(await codeOf(store.ping())).toBe('storage.low')
  })
})

describe('room on the disk', () => {
  const limits = (free: { bytes: number }, at: { ms: number }): DiskLimits => ({
    minFreeBytes: 1_000_000,
    ballastBytes: 100_000,
    freeBytes: () => free.bytes,
    now: () => at.ms,
  })

  it('is looked at once a second, and new leads are refused while it is short', async () => {
    const free = { bytes: 5_000_000 }
    const at = { ms: 0 }
    open(diskSpaceOf(folder, limits(free, at)))
    expect(await codeOf(store.insertDeliveries([sample('deliveries')]))).toBe('done')
    free.bytes = 999_999
    expect(await codeOf(store.insertDeliveries([sample('deliveries')]))).toBe('done')
    at.ms = 1_000
    expect(await codeOf(store.insertDeliveries([sample('deliveries')]))).toBe('storage.low')
    // What is stored is worked on all the same.
    expect(await codeOf(store.commit({ inserts: [{ table: 'audit', row: sample('audit') }] }))).toBe('done')
    free.bytes = 5_000_000
    at.ms = 2_000
    expect(await codeOf(store.insertDeliveries([sample('deliveries')]))).toBe('done')
  })

  it('holds a ballast that is really there, is given up once, and made anew when there is room', async () => {
    const free = { bytes: 5_000_000 }
    const at = { ms: 0 }
    const disk = diskSpaceOf(folder, limits(free, at))
    await disk.settled()
    const ballast = join(folder, 'ballast')
    const { size, blocks } = statSync(ballast)
    expect([size, blocks * 512 >= size]).toEqual([100_000, true])
    expect([disk.release(), disk.release(), disk.isLow(), existsSync(ballast)]).toEqual([true, false, true, false])
    free.bytes = 1_100_000
    at.ms = 2_000
    disk.isLow()
    await disk.settled()
    expect(existsSync(ballast)).toBe(false)
    free.bytes = 5_000_000
    at.ms = 4_000
    disk.isLow()
    await disk.settled()
    expect(statSync(ballast).size).toBe(100_000)
  })
})

describe('a disk that fails', () => {
  it('is opened anew, and nothing that it did not confirm is believed', async () => {
    const fresh: Sqlite.Database[] = []
    open(unwatchedDisk, () => {
      const one = opened()
      fresh.push(one)
      return one
    })
    const kept = sample('deliveries')
    await store.insertDeliveries([kept])
    failing(db)
    const lost = sample('deliveries')
    expect(await codeOf(store.insertDeliveries([lost]))).toBe('storage.io')
    expect(db.open).toBe(false)
    expect(await codeOf(store.insertDeliveries([sample('deliveries', { id: 'after' })]))).toBe('done')
    expect(fresh).toHaveLength(1)
    expect((await store.list('deliveries')).map(({ id }) => id).toSorted()).toEqual([kept.id, 'after'].toSorted())
  })

  it('is not tried more than once a second, and answers in between', async () => {
    let tries = 0
    open(unwatchedDisk, () => {
      tries += 1
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' })
    })
    failing(db)
    for (let call = 0; call < 5; call += 1) {
      expect(await codeOf(store.insertDeliveries([sample('deliveries')]))).toBe('storage.io')
    }
    expect(tries).toBe(1)
  })
})

/** Each insert of a delivery on this connection fails as a disk does. */
function failing(one: Sqlite.Database): void {
  one.function('fail_now', () => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
  })
  one.exec('create temp trigger fail before insert on main.deliveries begin select fail_now(); end')
}

describe('another program', () => {
  it('is waited for off the event loop', async () => {
    open()
    const other = new Sqlite(file)
    other.exec('begin immediate')
    let turns = 0
    const counting = setInterval(() => (turns += 1), 1)
    const done = codeOf(store.insertDeliveries([sample('deliveries')]))
    await new Promise((resolve) => setTimeout(resolve, 60))
    other.exec('rollback')
    expect(await done).toBe('done')
    clearInterval(counting)
    expect(turns).toBeGreaterThan(5)
    other.close()
  })

  it('that does not let go is named', async () => {
    open()
    const other = new Sqlite(file)
    other.exec('begin immediate')
    await expect(store.insertDeliveries([sample('deliveries')])).rejects.toThrow(
      /Another program holds .*pointsman\.db: end it/,
    )
    expect(await store.count('deliveries')).toBe(0)
    other.exec('rollback')
    other.close()
    expect(await codeOf(store.insertDeliveries([sample('deliveries')]))).toBe('done')
  })
})

describe('a damaged file', () => {
  const bytesOf = (): Buffer => readFileSync(file)

  async function damaged(): Promise<Buffer> {
    store = createStore(openSqlite(file))
    await store.insertDeliveries(Array.from({ length: 200 }, () => sample('deliveries')))
    await store.close()
    const bytes = bytesOf()
    bytes.fill(0xa5, 4096 * 3, 4096 * 12)
    writeFileSync(file, bytes)
    return bytes
  }

  it('is refused at the start with what to do, and left as it is', async () => {
    const bytes = await damaged()
    const error = thrownBy(() => openSqlite(file))
    expect(error).toMatchObject({ code: 'store.damaged' })
    expect(error.message).toMatch(
      /The database is damaged \(.+\)\. It was left as it is: copy the whole folder aside first\. There is no backup/,
    )
    expect(bytesOf().equals(bytes)).toBe(true)
  })

  it('that is none is refused too', () => {
    writeFileSync(file, Buffer.alloc(8192, 'x'))
    expect(thrownBy(() => openSqlite(file)).message).toMatch(/pointsman\.db: /)
    expect(bytesOf()).toHaveLength(8192)
  })

  it('opens without its shared memory, and with a log that was cut: what was whole in it counts', async () => {
    open()
    await store.insertDeliveries([sample('deliveries', { id: 'first' })])
    await store.insertDeliveries([sample('deliveries', { id: 'second' })])
    const [main, log] = [bytesOf(), readFileSync(`${file}-wal`)]
    await store.close()
    writeFileSync(file, main)
    writeFileSync(`${file}-wal`, log.subarray(0, log.length - 1))
    rmSync(`${file}-shm`, { force: true })
    store = createStore(openSqlite(file))
    expect((await store.list('deliveries')).map(({ id }) => id)).toEqual(['first'])
  })
})

it.each([
  [0x6969, true],
  [-11_317_950, true],
  [0xef53, false],
])('refuses network disks, and takes local ones: type %i', (type, refused) => {
  const call = () => refuseNetworkDisk(file, () => type)
  const error = refused ? thrownBy(call) : undefined
  expect(error?.message ?? 'taken').toMatch(refused ? /network disk/ : /taken/)
  expect(refused || call() === undefined).toBe(true)
})

it.each([
  ['53100', 'storage.full'],
  ['25006', 'storage.read-only'],
  ['57P01', 'storage.unreachable'],
  ['ECONNREFUSED', 'storage.unreachable'],
  ['XX001', 'storage.damaged'],
  ['23505', undefined],
])('knows what PostgreSQL means by %s', (code, expected) => {
  expect(postgresFault(Object.assign(new Error('words'), { code }), 'postgres://db/leads')?.code).toBe(expected)
})

function thrownBy(work: () => unknown): ConfigError {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}
