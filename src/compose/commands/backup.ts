import { join, resolve } from 'node:path'
import type { Config } from '../../config.ts'
import { createAudit } from '../../platform/audit/audit.ts'
import { copyBackup, pruneBackups } from '../../platform/backup/backup-folders.ts'
import { restoreBackup } from '../../platform/backup/restore-backup.ts'
import { writeBackup } from '../../platform/backup/write-backup.ts'
import { backupsDir, noteSecondPlace } from '../backup-places.ts'
import { badUsage, type Command } from './command.ts'
import { withDatabase } from './with-database.ts'

/**
 * What no copy may hold. Of a poll that is open, everything that could pair a person with an answer, and open texts, whose deletion
 * must mean deletion; then what opens a door (sessions, one-time codes) or repeats an answer that was given (idempotency).
 */
const leftOut = new Set([
  'ballot.issuance',
  'ballot.spool',
  'ballot.participation',
  'ballot.room_device',
  'ballot.open_text',
  'public.session',
  'public.verification',
  'public.idempotency_key',
])

const mediaDir = ({ dataDir }: Config) => join(dataDir, 'media')

export const backup: Command = {
  name: 'backup',
  usage: '[--to <folder>] [--copy-to <second place>] [--keep <1..1000>]',
  help: 'copies database and media in one snapshot, while the service runs; keys are left out; keeps the newest 14',
  options: ['to', 'copy-to', 'keep'],
  async run(call) {
    const { config, clock, options, print } = call
    const into = resolve(options.to ?? backupsDir(config))
    const keep = Number(options.keep ?? 14)
    if (!Number.isInteger(keep) || keep < 1 || keep > 1000) return badUsage
    const begunAt = clock.now().getTime()
    const { folder, manifest } = await withDatabase(
      call,
      (_database, { owner: url }) => writeBackup({ url, mediaDir: mediaDir(config), into, leftOut, clock }),
      { migrates: false },
    )
    await pruneBackups(into, keep, folder)
    const places = [folder]
    if (options['copy-to']) {
      const second = resolve(options['copy-to'])
      await noteSecondPlace(into, second)
      const copy = await copyBackup(folder, second)
      await pruneBackups(second, keep, copy)
      places.push(copy)
    }
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const seconds = ((clock.now().getTime() - begunAt) / 1000).toFixed(1)
    print(`${rows} rows of ${manifest.tables.length} tables, ${manifest.media.length} media, ${seconds} s`)
    for (const place of places) print(place)
    // In the journal too, which is kept elsewhere: whoever cuts the log's tail would have to cut it there.
    if (manifest.auditHead) print(`audit log: entry ${manifest.auditHead.seq}, ${manifest.auditHead.hash}`)
    return 0
  },
}

export const restore: Command = {
  name: 'restore',
  usage: '<folder of a backup>',
  help: 'fills an empty database and media folder; refused over one that is in use; then checks the audit log',
  words: 1,
  async run(call) {
    const { config, log, clock, words, print } = call
    if (!words[0]) return badUsage
    const folder = resolve(words[0])
    return withDatabase(
      call,
      async (database, { owner: url }) => {
        const manifest = await restoreBackup({
          folder,
          url,
          mediaDir: mediaDir(config),
          log,
          async afterLoad(client) {
            await client.query('UPDATE installation SET restored_at = now()')
          },
        })
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
        print(
          `${rows} rows of ${manifest.tables.length} tables, ${manifest.media.length} media, as of ${manifest.madeAt}`,
        )
        const check = await createAudit({ database, clock }).verify()
        print(
          check.firstBadSeq === null
            ? `audit log: ok, ${check.entries} entries`
            : `audit log: broken at ${check.firstBadSeq}`,
        )
        print(
          'Runs that were due since then are held, and polls that were open are closed without a result, at the next start.',
        )
        return check.firstBadSeq === null ? 0 : 1
      },
      { isService: true, migrates: false },
    )
  },
}
