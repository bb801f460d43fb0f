import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeFeatures } from '../../src/compose/features.ts'
import { watchGauges } from '../../src/compose/gauges.ts'
import { composePlatform } from '../../src/compose/platform.ts'
import { loadConfig } from '../../src/config.ts'
import { createLog } from '../../src/platform/log.ts'
import type { CampaignOffice } from './campaign-office.ts'
import { testChannel } from './test-simulator.ts'

/**
 * What the product itself watches, as compose builds it, over the database, the clock and the simulator of an office. The
 * simulator plays a real channel, whose webhook is the office's receiver; `isDemo`: it plays the demo's.
 */
export function openAlertWatch(
  office: CampaignOffice,
  options: { env?: Record<string, string>; isDemo?: boolean } = {},
) {
  const { simulator, testDatabase, clock } = office
  const dir = mkdtempSync(join(tmpdir(), 'alert-watch-'))
  const config = loadConfig({
    env: {
      PUBLIC_URL: new URL(simulator.receiver.url).origin,
      BALLOT_URL: 'http://localhost:3001',
      DATA_DIR: join(dir, 'data'),
      SECRETS_DIR: join(dir, 'secrets'),
      LINE_CHANNEL_SECRET: testChannel.secret,
      LINE_CHANNEL_ACCESS_TOKEN: testChannel.accessToken,
      LINE_API_URL: simulator.url,
      ...options.env,
    },
  })
  mkdirSync(config.dataDir, { recursive: true })
  const platform = composePlatform({
    config,
    urls: { app: testDatabase.url, sender: testDatabase.senderUrl, isBallotLoginApart: true },
    clock,
    log: createLog({ level: 'silent' }),
  })
  const features = composeFeatures(
    options.isDemo ? { ...platform, config: { ...config, line: { mode: 'simulator' } } } : platform,
  )
  const { alerts } = features
  watchGauges(platform, features)
  return {
    config,
    metrics: platform.metrics,
    watch: alerts.watch,
    /** Looks once: what is wrong, each with its detail. */
    async look(): Promise<Record<string, string | null>> {
      await alerts.watch()
      const rows = await office.database.prisma.alert.findMany()
      return Object.fromEntries(rows.map(({ code, detail }) => [code, detail]))
    },
    async close() {
      await platform.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export type AlertWatch = ReturnType<typeof openAlertWatch>
