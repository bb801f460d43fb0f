import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Audit } from '../platform/audit/audit.ts'
import { Manifest, manifestFile } from '../platform/backup/manifest.ts'
import { listBackupPlaces } from './backup-places.ts'

/**
 * The newest backups hold the head of the audit log of their night. A chain whose tail was cut off is sound in itself: only what was
 * written down elsewhere shows it.
 * @returns the backup whose head is no longer in the log, or undefined when all agree or there is none.
 */
export async function findLostHead(config: Config, audit: Audit): Promise<string | undefined> {
  for (const { newest } of await listBackupPlaces(config)) {
    if (newest === undefined) continue
    const { auditHead } = Manifest.parse(JSON.parse(await readFile(join(newest, manifestFile), 'utf8')))
    if (auditHead && !(await audit.holds(auditHead))) return newest
  }
  return undefined
}
