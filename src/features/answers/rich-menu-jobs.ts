import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'
import type { MenuLinkService } from './menu-link-service.ts'
import type { RichMenuService } from './rich-menu-service.ts'

const syncRichMenuJob = 'sync-rich-menu'
const linkRichMenusJob = 'link-rich-menus'

/** `erased`: somebody of whom nothing is left but the menu LINE shows them. */
const LinkRichMenus = z.object({ erased: z.string().optional() })

export const richMenuJobs = [syncRichMenuJob, linkRichMenusJob] as const

/** Once a night whatever is known here: somebody may have removed the menu in LINE's own console. */
export const richMenuSchedule = {
  job: syncRichMenuJob,
  key: syncRichMenuJob,
  payload: {},
  pattern: '20 4 * * *',
  timeZone: 'Asia/Bangkok',
}

const syncRequest: JobRequest = { job: syncRichMenuJob, jobId: syncRichMenuJob, payload: {} }

// LINE takes 100 new menus an hour: a channel that refuses ours is asked 2, 4, 8 … minutes later, hourly in the end.
const firstLookMs = 60_000
const slowestLookMs = 3_600_000

type Parts = { menus: RichMenuService; links: MenuLinkService }
type JobDeps = { clock: Clock; enqueue(tx: Tx, requests: JobRequest[]): Promise<void> }

/** The jobs, and the sources that ask for them: while this release's menu is not on LINE, or somebody is shown another language. */
export function createRichMenuJobs({ clock, enqueue }: JobDeps, { menus, links }: Parts) {
  const syncing = createPatience(clock)
  const linking = createPatience(clock)
  // The id tells each asking from the one before, whose job may have read its rows already.
  const linkRequest = (): JobRequest => ({
    job: linkRichMenusJob,
    jobId: `${linkRichMenusJob}-${clock.now().getTime()}`,
    payload: {},
  })

  return {
    /** Somebody has chosen another language. */
    linkLater: (tx: Tx) => enqueue(tx, [linkRequest()]),
    /** Somebody is erased: LINE keeps nothing of their choice either. */
    unlinkLater: (tx: Tx, erased: string) => enqueue(tx, [{ ...linkRequest(), payload: { erased } }]),
    registerJobs(jobs: JobRegistry): void {
      jobs.handle(syncRichMenuJob, z.object({}), async () => {
        await menus.sync()
        syncing.reset()
      })
      jobs.handle(linkRichMenusJob, LinkRichMenus, async ({ erased }) => {
        if (erased !== undefined) return links.unlink(erased)
        await links.linkAll()
        linking.reset()
      })
    },
    sweepSources: [
      { name: 'the rich menu', findLost: () => syncing.ask(menus.isDue, () => syncRequest) },
      { name: 'rich menus in another language', findLost: () => linking.ask(links.isDue, linkRequest) },
    ] satisfies SweepSource[],
  }
}

/** Asks for a job while it is due, ever more rarely. */
function createPatience(clock: Clock) {
  let lookAtMs = 0
  let waitMs = firstLookMs
  return {
    reset() {
      waitMs = firstLookMs
    },
    async ask(isDue: () => Promise<boolean>, request: () => JobRequest): Promise<JobRequest[]> {
      const nowMs = clock.now().getTime()
      if (nowMs < lookAtMs || !(await isDue())) return []
      lookAtMs = nowMs + waitMs
      waitMs = Math.min(waitMs * 2, slowestLookMs)
      return [request()]
    },
  }
}
