import { z } from 'zod'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { AnswerBackService } from './answer-back-service.ts'
import { draftResultJob, draftResultRequest, settlePollJob, settlePollRequest } from './needs.ts'
import type { PollService } from './service.ts'

export const pollJobs = [settlePollJob, draftResultJob] as const

const PollJob = z.strictObject({ pollId: z.uuid() })

type Services = { polls: PollService; answers: AnswerBackService }

export function registerPollJobs(jobs: JobRegistry, { polls, answers }: Services): void {
  jobs.handle(settlePollJob, PollJob, ({ pollId }) => polls.settle(pollId))
  jobs.handle(draftResultJob, PollJob, ({ pollId }) => answers.draftByItself(pollId))
}

/** Polls that should open or close by now, and outcomes nobody has a card of, whatever has become of their jobs. */
export function pollSweepSources({ polls, answers }: Services): SweepSource[] {
  return [
    {
      name: 'polls due',
      findLost: async () => (await polls.listDue()).map((pollId) => settlePollRequest(pollId)),
    },
    {
      name: 'result cards to draft',
      findLost: async () => (await answers.listUndrafted()).map(draftResultRequest),
    },
  ]
}
