import type { Dirent } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** What ends in this was cut short. */
export const partial = '.partial'

/** A true copy of a finished backup at a second place, under the same name; nothing when it is there already. */
export async function copyBackup(folder: string, into: string): Promise<string> {
  const target = join(into, basename(folder))
  if ((await listBackups(into)).includes(target)) return target
  await clearPartial(into)
  await copyFolder(folder, target + partial)
  await finishFolder(target + partial, target)
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

/** Lets go of all but the newest `keep`. */
export async function pruneBackups(into: string, keep: number): Promise<string[]> {
  const old = (await listBackups(into)).slice(0, -keep)
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
export async function finishFolder(draft: string, folder: string): Promise<void> {
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

export async function clearPartial(into: string): Promise<void> {
  for (const { name } of await entriesOf(into)) {
    if (name.endsWith(partial)) await rm(join(into, name), { recursive: true, force: true })
  }
}

export async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
