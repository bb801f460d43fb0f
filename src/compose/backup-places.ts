import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { listBackups, madeAtOf } from '../platform/backup/backup-folders.ts'

/** A nightly one, and half a day of grace. */
export const oldestBackupMs = 36 * 3_600_000

export const backupsDir = ({ dataDir }: Pick<Config, 'dataDir'>) => join(dirname(dataDir), 'backups')

/** Beside the backups, so that the service knows of the place that the nightly timer alone is told. */
const note = 'second-place'

export type BackupPlace = { folder: string; newest: string | undefined; madeAt: Date | undefined; isApart: boolean }

export const noteSecondPlace = (into: string, second: string) => writeFile(join(into, note), `${second}\n`)

/** Where backups lie: here, and at the second place when there is one. `isApart`: on another disk than the first. */
export async function listBackupPlaces(config: Pick<Config, 'dataDir'>): Promise<BackupPlace[]> {
  const first = backupsDir(config)
  const second = await readNote(first)
  return Promise.all([first, ...(second ? [second] : [])].map((folder) => lookAt(folder, first)))
}

async function lookAt(folder: string, first: string): Promise<BackupPlace> {
  const newest = (await listBackups(folder)).at(-1)
  return {
    folder,
    newest,
    madeAt: newest === undefined ? undefined : madeAtOf(basename(newest)),
    isApart: folder !== first && (await diskOf(folder)) !== (await diskOf(first)),
  }
}

/** A mount point that is not mounted lies on the disk below it: the copies would go down with the first. */
async function diskOf(folder: string): Promise<number | undefined> {
  try {
    return (await stat(folder)).dev
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function readNote(first: string): Promise<string | undefined> {
  try {
    return (await readFile(join(first, note), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
