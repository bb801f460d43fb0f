import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../errors.ts'

const keyBytes = 32

export type Secrets = {
  /** A lasting key of 32 bytes, made on first use and shared by all processes of the installation. */
  lasting(name: string): Buffer
  /** The key of a calendar day (2026-11-22), made on first use. */
  dayKey(day: string): KeyObject
  /** The key of a past day, or undefined once it is destroyed. */
  findDayKey(day: string): KeyObject | undefined
  /** Destroys the keys of days before `day`: what they sealed can never be read again, in backups and WAL too. */
  destroyDayKeysBefore(day: string): string[]
  /** The key of a fiscal year (2570), made on first use. */
  yearKey(fiscalYear: number): KeyObject
  /** The key of a year, or undefined where none was made or it is destroyed. */
  findYearKey(fiscalYear: number): KeyObject | undefined
  /** Destroys the keys of years before `fiscalYear`. Returns those whose key is gone now. */
  destroyYearKeysBefore(fiscalYear: number): number[]
}

/** Keys as files of mode 0600 under SECRETS_DIR, outside the database, its backups and its snapshots. */
export function createSecrets(directory: string): Secrets {
  const dayKeys = join(directory, 'day-keys')
  mkdirSync(dayKeys, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const yearKeys = join(directory, 'year-keys')
  const lastingKeys = new Map<string, Buffer>()
  let today: { day: string; key: KeyObject } | undefined

  function readKey(path: string): Buffer | undefined {
    try {
      const key = readFileSync(path)
      if (key.length === keyBytes) return key
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    throw new StartError(
      `${path} is not a key of ${keyBytes} bytes. Restore it from a copy of SECRETS_DIR, or remove it.`,
    )
  }

  function getOrMakeKey(path: string): Buffer {
    const found = readKey(path)
    if (found) return found
    // A whole file linked into place: two processes that start together agree on one key, and none reads half of it.
    const draft = join(directory, `.${randomUUID()}`)
    writeFileSync(draft, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' })
    try {
      linkSync(draft, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      unlinkSync(draft)
    }
    return readKey(path) as Buffer
  }

  return {
    lasting(name) {
      const key = lastingKeys.get(name) ?? getOrMakeKey(join(directory, `${name}.key`))
      lastingKeys.set(name, key)
      return key
    },
    dayKey(day) {
      if (today?.day !== day) today = { day, key: createSecretKey(getOrMakeKey(join(dayKeys, `${day}.key`))) }
      return today.key
    },
    findDayKey(day) {
      // Read anew each time: another process may have destroyed it, and a copy in memory would outlive that.
      const key = readKey(join(dayKeys, `${day}.key`))
      return key && createSecretKey(key)
    },
    destroyDayKeysBefore(day) {
      const past = readdirSync(dayKeys).filter((file) => file < `${day}.key`)
      for (const file of past) rmSync(join(dayKeys, file), { force: true })
      if (today && today.day < day) today = undefined
      return past.map((file) => file.replace('.key', ''))
    },
    yearKey(fiscalYear) {
      mkdirSync(yearKeys, { recursive: true, mode: 0o700 })
      return createSecretKey(getOrMakeKey(join(yearKeys, `${fiscalYear}.key`)))
    },
    findYearKey(fiscalYear) {
      const key = readKey(join(yearKeys, `${fiscalYear}.key`))
      return key && createSecretKey(key)
    },
    destroyYearKeysBefore(fiscalYear) {
      const past = existsSync(yearKeys) ? readdirSync(yearKeys).filter((file) => file < `${fiscalYear}.key`) : []
      for (const file of past) rmSync(join(yearKeys, file), { force: true })
      return past.map((file) => Number(file.replace('.key', '')))
    },
  }
}
