import type { Dirent } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../errors.ts'

/** What ends in this was cut short. */
const partial = '.partial'
const cutShort = /^\d{4}-\d{2}-\d{2}T\d{6}\.partial$/ // the place may hold files of others

/** The place cannot take the copy: full, read-only or not ours. What was begun is gone again, older backups are as they were. */
export class BackupFailed extends AppError {
  constructor(into: string, cause: NodeJS.ErrnoException) {
    super('BACKUP_FAILED', `${into} ${reasons[cause.code as string]} The backups made before are untouched.`, { cause })
  }
}

const reasons: Record<string, string> = {
  ENOSPC: 'has no room left. Free some, keep fewer (--keep), or name another place.',
  EDQUOT: 'is over its quota. Raise it, keep fewer (--keep), or name another place.',
  EROFS: 'is mounted read-only. Mount it for writing, or name another place.',
  ENOTDIR: 'is no folder. Name another place.',
  EACCES: 'does not let this account read and write. Give it the folder (chown), or name another place.',
  EIO: 'fails to read or write. Look at its disk or network mount, or name another place.',
}

function told(place: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  return code !== undefined && code in reasons ? new BackupFailed(place, error as NodeJS.ErrnoException) : error
}

/**
 * Fills a backup's folder under a name that says it is not whole, and gives it its own when it is.
 * @throws BackupFailed when the place cannot take it.
 */
export async function finishWhole<T>(folder: string, fill: (draft: string) => Promise<T>): Promise<T> {
  const into = dirname(folder)
  const draft = folder + partial
  try {
    await clearPartial(into)
    const filled = await fill(draft)
    await finishFolder(draft, folder)
    return filled
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {}) // the next backup clears it away
    throw told(into, error)
  }
}

/** A true copy of a finished backup at a second place, under the same name; nothing when it is there already. */
export async function copyBackup(folder: string, into: string): Promise<string> {
  const target = join(into, basename(folder))
  if ((await listBackups(into)).includes(target)) return target
  await finishWhole(target, (draft) => copyFolder(folder, draft))
  return target
}

/** Finished backups below a folder, oldest first. */
export async function listBackups(into: string): Promise<string[]> {
  const names = (await entriesOf(into)).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return names
    .filter((name) => /^\d{4}-\d{2}-\d{2}T\d{6}$/.test(name))
    .sort()
    .map((name) => join(into, name))
}

/** 2026-11-25T213000: when a backup was made is its folder's name. */
export const madeAtOf = (name: string): Date =>
  new Date(`${name.slice(0, 13)}:${name.slice(13, 15)}:${name.slice(15, 17)}Z`)

/** Lets go of all but the newest `keep`, and never of the one just made: with a clock set back it sorts before the others. */
export async function pruneBackups(into: string, keep: number, made?: string): Promise<string[]> {
  const old = (await listBackups(into)).slice(0, -keep).filter((folder) => folder !== made)
  for (const folder of old) await rm(folder, { recursive: true, force: true })
  return old
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const entry of await entriesOf(from)) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    await (entry.isDirectory() ? copyFolder(source, target) : copyFile(source, target))
  }
}

/** On the disk before it has its name: after a power cut a named backup is a whole one. */
async function finishFolder(draft: string, folder: string): Promise<void> {
  await syncAll(draft)
  await rename(draft, folder)
  await sync(dirname(folder))
}

async function syncAll(folder: string): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name)
    await (entry.isDirectory() ? syncAll(path) : sync(path))
  }
  await sync(folder)
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function clearPartial(into: string): Promise<void> {
  for (const { name } of await entriesOf(into)) {
    if (cutShort.test(name)) await rm(join(into, name), { recursive: true, force: true })
  }
}

export async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw told(folder, error)
  }
}
