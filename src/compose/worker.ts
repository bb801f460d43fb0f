import { createLoadingSign } from '../bot/loading-sign.ts'
import { alertJobs, alertSchedules } from '../features/alerts/index.ts'
import { richMenuJobs, richMenuSchedule } from '../features/answers/index.ts'
import { audienceJobs, audienceSchedules } from '../features/audience/index.ts'
import { campaignJobs } from '../features/campaigns/index.ts'
import { digestJobs, digestSchedules } from '../features/digest/index.ts'
import { officerJobs } from '../features/officers/index.ts'
import { pictureJobs } from '../features/pictures/index.ts'
import { pollJobs } from '../features/polls/index.ts'
import { reviveEvent } from '../line/events/stored-event.ts'
import { listen } from '../platform/db/listen.ts'
import { idempotencyRetention } from '../platform/http/kept-answers.ts'
import { createInboxRelay, inboxJob, inboxSweepSource } from '../platform/inbox/inbox-relay.ts'
import { inboxRetention } from '../platform/inbox/inbox-retention.ts'
import { createInboxWorker, registerInboxJob } from '../platform/inbox/inbox-worker.ts'
import { createRelay } from '../platform/outbox/create-relay.ts'
import { createSweeper } from '../platform/outbox/create-sweeper.ts'
import { outboxChannel } from '../platform/outbox/enqueue.ts'
import { createBullQueue } from '../platform/queue/create-bull-queue.ts'
import { createFailureBook, failureRetention } from '../platform/queue/failure-book.ts'
import { createJobRegistry, type JobRegistry } from '../platform/queue/job-registry.ts'
import type { Features } from './features.ts'
import type { Platform } from './platform.ts'
import { registerRetention, retentionJob, retentionSchedule } from './retention.ts'

export type Worker = ReturnType<typeof composeWorker>

export const inboxChannel = 'sucharit_inbox'

/** The queue with its jobs, the relays that feed it from rows, and the sweeper that rebuilds what it has lost. */
export function composeWorker(platform: Platform, features: Features) {
  const { config, urls, log } = platform
  const queue = createBullQueue({
    backend: config.redisUrl ? { kind: 'redis', url: config.redisUrl } : { kind: 'postgres', url: urls.app },
    registry: registerJobs(platform, features),
    log,
    isWorker: config.roles.has('worker'),
    failures: createFailureBook(platform),
  })
  const relay = createRelay({ ...platform, queue })
  const inboxRelay = createInboxRelay({ ...platform, queue })
  const sweeper = createSweeper({
    ...platform,
    queue,
    sources: [
      inboxSweepSource(platform),
      ...features.campaigns.sweepSources,
      ...features.audience.sweepSources,
      ...features.richMenu.sweepSources,
      ...features.officers.sweepSources,
      ...features.polls.sweepSources,
      ...features.pictures.sweepSources,
    ],
  })
  const wakes = [
    { channel: outboxChannel, wake: relay.wake },
    { channel: inboxChannel, wake: inboxRelay.wake },
  ]
  let listeners: { close(): Promise<void> }[] = []

  return {
    isReady: queue.isReady,
    jobNames: queue.jobNames,
    countJobs: queue.counts,
    wakeInbox: inboxRelay.wake,
    async start() {
      const schedules = [...audienceSchedules, ...alertSchedules, ...digestSchedules]
      for (const schedule of [retentionSchedule, richMenuSchedule, ...schedules]) await queue.schedule(schedule)
      await queue.start()
      relay.start()
      inboxRelay.start()
      sweeper.start()
      listeners = wakes.map(({ channel, wake }) =>
        listen({ url: urls.app, channel, log, onNotify: wake, onListening: wake }),
      )
    },
    async close() {
      await Promise.all(listeners.map((listener) => listener.close()))
      await Promise.all([sweeper.stop(), relay.stop(), inboxRelay.stop()])
      await queue.close()
    },
  }
}

function registerJobs(platform: Platform, features: Features): JobRegistry {
  const { alerts, audience, bot, campaigns, digest, officers, pictures, polls, receipts, richMenu, users } = features
  const jobs = createJobRegistry([
    inboxJob,
    ...campaignJobs,
    ...audienceJobs,
    ...officerJobs,
    ...pollJobs,
    ...pictureJobs,
    ...alertJobs,
    ...digestJobs,
    ...richMenuJobs,
    retentionJob,
  ])
  const whileAnswering = createLoadingSign({
    showLoading: (userId) => platform.line.showLoading(userId),
    ...platform,
  })
  const inboxWorker = createInboxWorker({
    ...platform,
    handle(payload, tx, receivedAt) {
      const event = reviveEvent(payload)
      return whileAnswering(event, () => bot.handle(event, tx), receivedAt)
    },
    sendReply: platform.line.sendReply,
  })
  registerInboxJob(jobs, inboxWorker)
  for (const feature of [campaigns, audience, officers, polls, pictures, richMenu, alerts, digest])
    feature.registerJobs(jobs)
  registerRetention(jobs, {
    ...platform,
    keepers: [
      inboxRetention(platform),
      idempotencyRetention,
      campaigns.retention,
      audience.retention,
      officers.retention,
      receipts.retention,
      polls.retention,
      users.retention,
      failureRetention,
    ],
  })
  jobs.verify()
  return jobs
}
