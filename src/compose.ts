import { startDemoPolls } from './compose/demo-polls.ts'
import { composeFeatures } from './compose/features.ts'
import { watchGauges } from './compose/gauges.ts'
import { install } from './compose/install.ts'
import { composePlatform, type ProcessDeps } from './compose/platform.ts'
import { startWeb } from './compose/web.ts'
import { composeWorker } from './compose/worker.ts'

/** Builds the web and worker roles once, by hand, in order, and starts what this process runs of them. */
export async function compose(deps: ProcessDeps): Promise<{ close(): Promise<void> }> {
  const { config } = deps
  const platform = composePlatform(deps)
  const features = composeFeatures(platform)
  const worker = composeWorker(platform, features)
  watchGauges(platform, features)

  const isNew = await install({
    ...platform,
    isDemo: config.line.mode === 'simulator',
    scheduleRun: features.campaigns.scheduleRun,
    makeHero: features.pictures.makeHero,
    settleRestored: [features.campaigns.settleRestored, features.polls.settleRestored],
  })
  await features.users.ensureFirstOwner(config.firstOwner)
  const server = await startWeb(platform, features, worker)
  // The first cards of a demo go out within seconds: not before their pictures are there.
  if (isNew && platform.isDemo) await features.pictures.drawWaiting()
  if (config.roles.has('worker')) await worker.start()
  const demo = platform.isDemo && config.roles.has('worker') ? startDemoPolls(platform, features) : undefined

  return {
    /** No new requests, then no new jobs, then the database: whatever is left half-way is in rows. */
    async close() {
      await demo?.close()
      await features.rooms.close() // streams never end by themselves
      await server.close()
      await features.polls.close()
      await features.campaigns.close()
      await worker.close()
      await platform.close()
    },
  }
}
