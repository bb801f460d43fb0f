import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Secrets = {
  /** A lasting key of 32 bytes, made on first use and shared by all processes of the installation. */
  lasting(name: string): Buffer
  /** The key of a calendar day (2026-11-22), made on first use. */
  dayKey(day: string): KeyObject
  /** The key of a past day, or undefined once it is destroyed. */
  findDayKey(day: string): KeyObject | undefined
  /** Destroys the keys of days before `day`: what they sealed can never be read again, in backups and WAL too. */
  destroyDayKeysBefore(day: string): string[]
}

/** Keys as files of mode 0600 under SECRETS_DIR, outside the database, its backups and its snapshots. */
export function createSecrets(directory: string): Secrets {
  const dayKeys = join(directory, 'day-keys')
  mkdirSync(dayKeys, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const cache = new Map<string, KeyObject>()

  function findKey(path: string): KeyObject | undefined {
    const cached = cache.get(path)
    if (cached) return cached
    try {
      const key = createSecretKey(readFileSync(path))
      cache.set(path, key)
      return key
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  function getOrMakeKey(path: string): KeyObject {
    const found = findKey(path)
    if (found) return found
    // A whole file linked into place: two processes that start together agree on one key, and none reads half of it.
    const draft = join(directory, `.${randomUUID()}`)
    writeFileSync(draft, randomBytes(32), { mode: 0o600, flag: 'wx' })
    try {
      linkSync(draft, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      unlinkSync(draft)
    }
    return findKey(path) as KeyObject
  }

  return {
    lasting: (name) => getOrMakeKey(join(directory, `${name}.key`)).export(),
    dayKey: (day) => getOrMakeKey(join(dayKeys, `${day}.key`)),
    findDayKey: (day) => findKey(join(dayKeys, `${day}.key`)),
    destroyDayKeysBefore(day) {
      const past = readdirSync(dayKeys).filter((file) => file < `${day}.key`)
      for (const file of past) {
        cache.delete(join(dayKeys, file))
        rmSync(join(dayKeys, file), { force: true })
      }
      return past.map((file) => file.replace('.key', ''))
    },
  }
}
