import { statfs } from 'node:fs/promises'
import type { AlertSource } from '../features/alerts/index.ts'
import { LineUnauthorized } from '../line/errors.ts'
import { listBackupPlaces, oldestBackupMs } from './backup-places.ts'
import type { Platform } from './platform.ts'
import { findWebhookTrouble } from './webhook-trouble.ts'

const leastFreeBytes = 3 * 1024 ** 3 // PostgreSQL stops on a full disk, and a backup needs room beside it
const groupLeftDays = 7

type AlertNeeds = {
  countRunsByState(): Promise<ReadonlyMap<string, number>>
  countFailing(): Promise<number>
  countLostGroups(days: number): Promise<{ count: number; lastAt: Date | null }>
  isQuotaNearlyUsed(): Promise<boolean>
  countOverdueResults(): Promise<number>
}

/** What the service looks at by itself every five minutes. On a demo, the machine's own cares are nobody's. */
export function alertSources(platform: Platform, needs: AlertNeeds): AlertSource[] {
  const sources = [...sendingSources(needs), ...lineSources(platform, needs)]
  return platform.config.line.mode === 'simulator' ? sources : [...sources, ...machineSources(platform)]
}

function sendingSources(needs: AlertNeeds): AlertSource[] {
  const counted = (code: AlertSource['code'], count: () => Promise<number | undefined>): AlertSource => ({
    code,
    async look() {
      const found = await count()
      return found ? { detail: String(found) } : undefined
    },
  })
  return [
    counted('runs_held', async () => (await needs.countRunsByState()).get('held')),
    counted('runs_paused', async () => (await needs.countRunsByState()).get('paused')),
    counted('results_overdue', needs.countOverdueResults),
    counted('deliveries_failing', needs.countFailing),
  ]
}

function lineSources({ config, line }: Platform, needs: AlertNeeds): AlertSource[] {
  return [
    { code: 'quota_80', look: async () => ((await needs.isQuotaNearlyUsed()) ? {} : undefined) },
    {
      code: 'group_left',
      async look() {
        const { count, lastAt } = await needs.countLostGroups(groupLeftDays)
        return lastAt ? { detail: String(count), lastAt } : undefined
      },
    },
    {
      code: 'token_failing',
      async look() {
        try {
          await line.getBotInfo()
          return undefined
        } catch (error) {
          if (error instanceof LineUnauthorized) return {}
          throw error
        }
      },
    },
    {
      // LINE's own test, twelve times an hour of the sixty it allows: group talk leaves no row by which silence could be told.
      code: 'webhook_silent',
      async look() {
        const trouble = await findWebhookTrouble(line, config)
        return trouble && { detail: trouble.reason }
      },
    },
  ]
}

function machineSources({ config, clock, database }: Platform): AlertSource[] {
  const bornAt = async () => (await database.prisma.installation.findUniqueOrThrow({ where: { id: 1 } })).bornAt
  return [
    {
      code: 'disk_low',
      async look() {
        const { bavail, bsize } = await statfs(config.dataDir)
        return bavail * bsize < leastFreeBytes
          ? { detail: `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB` }
          : undefined
      },
    },
    {
      code: 'backup_old',
      async look() {
        for (const { folder, madeAt } of await listBackupPlaces(config)) {
          const since = madeAt ?? (await bornAt())
          if (clock.now().getTime() - since.getTime() > oldestBackupMs) return { detail: folder }
        }
        return undefined
      },
    },
  ]
}
