import { statfs } from 'node:fs/promises'
import { basename } from 'node:path'
import { listBackups, madeAtOf } from '../platform/backup/backup-folders.ts'
import { inboxGauge } from '../platform/inbox/inbox-gauge.ts'
import { type GaugeSource, watchGauge } from '../platform/metrics.ts'
import { backupsDir } from './backup-places.ts'
import type { Features } from './features.ts'
import type { Platform } from './platform.ts'

/** What docs/deploy/prometheus-alerts.yml looks at beside the counters. */
export function watchGauges(platform: Platform, { alerts, campaigns }: Features): void {
  const runs: GaugeSource = {
    name: 'sucharit_runs',
    help: 'Runs of campaigns that are not over, by state',
    label: 'state',
    read: campaigns.countRunsByState,
  }
  const wrong: GaugeSource = {
    name: 'sucharit_alerts',
    help: 'What the service sees to be wrong, by code: 1 now, 0 not',
    label: 'code',
    read: alerts.countByCode,
  }
  for (const source of [inboxGauge(platform.database), runs, wrong, backupGauge(platform), diskGauge(platform)])
    watchGauge(platform.metrics, source)
}

function backupGauge({ config, clock }: Platform): GaugeSource {
  return {
    name: 'sucharit_backup_age_seconds',
    help: 'Age of the newest backup beside the data; absent when there is none',
    async read() {
      const last = (await listBackups(backupsDir(config))).at(-1)
      return last ? new Map([['', (clock.now().getTime() - madeAtOf(basename(last)).getTime()) / 1000]]) : new Map()
    },
  }
}

function diskGauge({ config }: Platform): GaugeSource {
  return {
    name: 'sucharit_disk_free_bytes',
    help: 'Room left on the disk of DATA_DIR',
    async read() {
      const { bavail, bsize } = await statfs(config.dataDir)
      return new Map([['', bavail * bsize]])
    },
  }
}
