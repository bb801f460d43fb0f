import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { AppError } from '../errors.ts'

export const manifestFile = 'manifest.json'
export const sumsFile = 'SHA256SUMS'

const TableEntry = z.object({
  schema: z.string().regex(/^[a-z_]+$/),
  name: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z_0-9]+$/)),
  rows: z.number().int().nonnegative(),
  file: z.string().regex(/^tables\/[a-z_.]+\.copy\.gz$/),
})
export type TableEntry = z.infer<typeof TableEntry>

export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Names in `prisma/migrations` that the rows fit. */
  migrations: z.array(z.string()),
  tables: z.array(TableEntry),
  /** The last entry of the audit log then; null in an empty one, missing in backups made before this was kept. */
  auditHead: z.object({ seq: z.string(), hash: z.string() }).nullish(),
  /** Names in the media store; each is the SHA-256 of its bytes. */
  media: z.array(z.string().regex(/^[0-9a-f]{64}\.[a-z0-9]{2,4}$/)),
})
export type Manifest = z.infer<typeof Manifest>

/** The copy cannot be used: a file is missing, was cut short or changed, or another program wrote it. Nothing was touched. */
export class BackupBroken extends AppError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('BACKUP_BROKEN', `${message} Take another backup; this one cannot be trusted.`, options)
  }
}

/**
 * Reads the manifest and compares every file with its checksum (tables by SHA256SUMS, media by their own names) before
 * anything else is done. @throws BackupBroken naming the first file that does not agree.
 */
export async function readBackup(folder: string): Promise<Manifest> {
  const manifest = await parseManifest(folder)
  const sums = await readSums(folder)
  const files = [manifestFile, ...manifest.tables.map(({ file }) => file)]
  for (const file of files) {
    if ((await hashFile(folder, file)) !== sums.get(file)) throw new BackupBroken(`${file} does not fit its checksum.`)
  }
  for (const name of manifest.media) {
    const file = `media/${name}`
    if ((await hashFile(folder, file)) !== name.split('.')[0]) throw new BackupBroken(`${file} was changed.`)
  }
  return manifest
}

async function parseManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, manifestFile), 'utf8')))
  } catch (cause) {
    throw new BackupBroken(`${join(folder, manifestFile)} is missing or cannot be read.`, { cause })
  }
}

async function readSums(folder: string): Promise<Map<string, string>> {
  try {
    const lines = (await readFile(join(folder, sumsFile), 'utf8')).trimEnd().split('\n')
    return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
  } catch (cause) {
    throw new BackupBroken(`${sumsFile} is missing.`, { cause })
  }
}

export async function hashFile(folder: string, file: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(join(folder, file)), hash)
  } catch (cause) {
    throw new BackupBroken(`${file} cannot be read.`, { cause })
  }
  return hash.digest('hex')
}
