import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Keys that belong to one thing and are destroyed together: a folder of files per thing, 0600, shared by all processes. */
export type KeyFolders = {
  /** The whole folder at once or nothing. One that is there is left over from a change that was never committed: it is replaced. */
  make(id: string, files: Record<string, Buffer>): void
  /** Read anew each time: another process may have destroyed it, and a copy in memory would outlive that. */
  find(id: string, name: string): Buffer | undefined
  list(): string[]
  /** What these keys sealed can never be read again, in backups and WAL too. Destroying twice is harmless. */
  destroy(id: string, names?: readonly string[]): void
}

// Ids become paths, so only UUIDs are taken.
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const nameShape = /^[a-z]+\.(key|pem)$/

export function createKeyFolders(directory: string): KeyFolders {
  mkdirSync(directory, { recursive: true, mode: 0o700 })

  function folderOf(id: string): string {
    if (!idShape.test(id)) throw new Error('A key folder is named by a UUID.')
    return join(directory, id)
  }

  function pathOf(id: string, name: string): string {
    if (!nameShape.test(name)) throw new Error('A key file is named <word>.key or <word>.pem.')
    return join(folderOf(id), name)
  }

  return {
    make(id, files) {
      const folder = folderOf(id)
      const draft = `${folder}.draft`
      for (const old of [draft, folder]) rmSync(old, { recursive: true, force: true })
      mkdirSync(draft, { mode: 0o700 })
      for (const [name, bytes] of Object.entries(files)) {
        pathOf(id, name)
        writeFileSync(join(draft, name), bytes, { mode: 0o600, flag: 'wx', flush: true })
      }
      renameSync(draft, folder)
      // A vote is acknowledged on the strength of these files: they must outlive a power cut as the database does.
      syncFolder(directory)
    },
    find(id, name) {
      try {
        return readFileSync(pathOf(id, name))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    list: () => readdirSync(directory).filter((name) => idShape.test(name)),
    destroy(id, names) {
      const paths = names ? names.map((name) => pathOf(id, name)) : [folderOf(id)]
      for (const path of paths) rmSync(path, { recursive: true, force: true })
      syncFolder(directory)
    },
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return // folders cannot be opened there
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
