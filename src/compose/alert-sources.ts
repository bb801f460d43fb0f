import { statfs } from 'node:fs/promises'
import type { AlertSource } from '../features/alerts/index.ts'
import { listBackupPlaces, oldestBackupMs } from './backup-places.ts'
import type { Platform } from './platform.ts'

const leastFreeBytes = 3 * 1024 ** 3 // PostgreSQL stops on a full disk, and a backup needs room beside it

/** What the service looks at by itself every five minutes. On a demo, the machine's own cares are nobody's. */
export function alertSources(
  { config, clock, line, database }: Platform,
  needs: {
    countRunsByState(): Promise<ReadonlyMap<string, number>>
    isQuotaNearlyUsed(): Promise<boolean>
    countOverdueResults(): Promise<number>
  },
): AlertSource[] {
  const runsIn = (state: string) => async () => {
    const count = (await needs.countRunsByState()).get(state) ?? 0
    return count > 0 ? { detail: String(count) } : undefined
  }
  const everywhere: AlertSource[] = [
    { code: 'runs_held', look: runsIn('held') },
    { code: 'runs_paused', look: runsIn('paused') },
    {
      code: 'results_overdue',
      async look() {
        const count = await needs.countOverdueResults()
        return count > 0 ? { detail: String(count) } : undefined
      },
    },
    { code: 'quota_80', look: async () => ((await needs.isQuotaNearlyUsed()) ? {} : undefined) },
  ]
  if (config.line.mode === 'simulator') return everywhere
  return [
    ...everywhere,
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
    {
      // LINE's own test, twelve times an hour of the sixty it allows: group talk leaves no row by which silence could be told.
      code: 'webhook_silent',
      async look() {
        const test = await line.testWebhook()
        return test.success ? undefined : { detail: test.reason }
      },
    },
  ]

  async function bornAt(): Promise<Date> {
    return (await database.prisma.installation.findUniqueOrThrow({ where: { id: 1 } })).bornAt
  }
}
