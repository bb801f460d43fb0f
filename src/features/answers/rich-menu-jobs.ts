import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'
import { seal, unseal } from '../../platform/secrets/seal.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import type { MenuLinkService } from './menu-link-service.ts'
import type { RichMenuService } from './rich-menu-service.ts'

const syncRichMenuJob = 'sync-rich-menu'
const linkRichMenusJob = 'link-rich-menus'

/** `erased`: somebody of whom nothing is left but the menu LINE shows them, sealed under the key of a day. */
const Erased = z.object({ day: z.iso.date(), box: z.base64() })
const LinkRichMenus = z.object({ erased: Erased.optional().catch(undefined) }) // an older release wrote the bare id

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
type JobDeps = {
  clock: Clock
  secrets: Pick<Secrets, 'dayKey' | 'findDayKey'>
  enqueue(tx: Tx, requests: JobRequest[]): Promise<void>
}

/** The jobs, and the sources that ask for them: while this release's menu is not on LINE, or somebody is shown another language. */
export function createRichMenuJobs({ clock, secrets, enqueue }: JobDeps, { menus, links }: Parts) {
  const syncing = createPatience(clock)
  const linking = createPatience(clock)
  // The id tells each asking from the one before, whose job may have read its rows already.
  const linkRequest = (): JobRequest => ({
    job: linkRichMenusJob,
    jobId: `${linkRichMenusJob}-${randomUUID()}`,
    payload: {},
  })

  /** A job may outlive the erasure by a month, as one that failed; the key goes after a day. */
  function sealErased(lineUserId: string): z.input<typeof Erased> {
    const day = calendarDay(clock.now())
    return { day, box: seal(secrets.dayKey(day), Buffer.from(lineUserId)).toString('base64') }
  }

  async function unlink({ day, box }: z.output<typeof Erased>): Promise<void> {
    const key = secrets.findDayKey(day)
    if (key) await links.unlink(unseal(key, Buffer.from(box, 'base64')).toString())
  }

  return {
    /** Somebody has chosen another language. */
    linkLater: (tx: Tx) => enqueue(tx, [linkRequest()]),
    /** Somebody is erased: LINE keeps nothing of their choice either. */
    unlinkLater: (tx: Tx, lineUserId: string) =>
      enqueue(tx, [{ ...linkRequest(), payload: { erased: sealErased(lineUserId) } }]),
    registerJobs(jobs: JobRegistry): void {
      jobs.handle(syncRichMenuJob, z.object({}), async () => {
        await menus.sync()
        syncing.reset()
      })
      jobs.handle(linkRichMenusJob, LinkRichMenus, async ({ erased }) => {
        if (erased !== undefined) return unlink(erased)
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
