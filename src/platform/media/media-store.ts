import { createHash, randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Kinds that are served; the extension decides the content type, so nothing that runs in a browser is among them. */
export const mediaTypes = { png: 'image/png', jpg: 'image/jpeg', mp4: 'video/mp4', pdf: 'application/pdf' } as const
export type MediaExtension = keyof typeof mediaTypes

export type MediaStore = {
  /** Stores bytes under their SHA-256 and gives the path part after /media/. The same bytes are stored once. */
  put(bytes: Buffer, extension: MediaExtension): Promise<string>
  find(name: string): Promise<{ bytes: Buffer; contentType: string } | undefined>
  /** The same without reading it: where it lies below `directory`. A clip may be larger than a process should hold. */
  locate(name: string): Promise<{ path: string; contentType: string } | undefined>
  /** How many bytes it has; undefined for what is not there. */
  sizeOf(name: string): number | undefined
  readonly directory: string
}

const namePattern = /^([0-9a-f]{64})\.(png|jpg|mp4|pdf)$/

export function createMediaStore(directory: string): MediaStore {
  const pathBelow = (name: string) => join(name.slice(0, 2), name)
  const pathOf = (name: string) => join(directory, pathBelow(name))

  async function locate(name: string) {
    const match = namePattern.exec(name)
    if (!match || !(await isFile(pathOf(name)))) return undefined
    return { path: pathBelow(name), contentType: mediaTypes[match[2] as MediaExtension] }
  }

  return {
    directory,
    locate,
    sizeOf: (name) => (namePattern.test(name) ? statSync(pathOf(name), { throwIfNoEntry: false })?.size : undefined),
    async put(bytes, extension) {
      const name = `${createHash('sha256').update(bytes).digest('hex')}.${extension}`
      const path = pathOf(name)
      if (await isFile(path)) return name
      await mkdir(join(directory, name.slice(0, 2)), { recursive: true })
      // Written beside and renamed: a crash leaves no half picture under a hash that promises the whole.
      const draft = `${path}.${randomUUID()}`
      await writeFile(draft, bytes)
      await rename(draft, path)
      return name
    },
    async find(name) {
      const found = await locate(name)
      return found && { bytes: await readFile(pathOf(name)), contentType: found.contentType }
    },
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
