import type { Bot } from '../../bot/create-bot.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Writing } from '../../platform/http/api-guards.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { daysBefore, type Retention } from '../../platform/retention.ts'
import { createAnswerBackService } from './answer-back-service.ts'
import { registerPollBot } from './bot.ts'
import { createComparisonService } from './comparison-service.ts'
import { listPollsOf } from './digest-repo.ts'
import { pollSweepSources, registerPollJobs } from './jobs.ts'
import { createLateService } from './late-service.ts'
import { createModerationService } from './moderation-service.ts'
import type { PollDeps } from './needs.ts'
import { createOpenPollService } from './open-poll-service.ts'
import { createOutcomeService } from './outcome-service.ts'
import { createPollKeys } from './poll-keys.ts'
import { closeRestored, deleteBoardsBefore, listPollsNaming } from './poll-repo.ts'
import { createResultService } from './result-service.ts'
import { createPollService } from './service.ts'
import { createSpool } from './spool-service.ts'
import { createVoteService } from './vote-service.ts'

export { pollJobs } from './jobs.ts'

/** แบบสำรวจ: drafting, publishing, voting in the chat, results and what came of them. The count is apart, in counter.ts. */
export function createPolls(deps: PollDeps) {
  const keys = createPollKeys(deps.keyFolders)
  const spool = createSpool({ ...deps, keys })
  const polls = createPollService(deps, { keys })
  const results = createResultService(deps, { polls })
  const comparisons = createComparisonService({ polls, results })
  const late = createLateService(deps)
  const answers = createAnswerBackService(deps, { polls, results, late })
  const moderation = createModerationService(deps, { polls })
  const votes = createVoteService(deps, { keys, spool })
  const open = createOpenPollService(deps)
  const outcomes = createOutcomeService(deps)
  return {
    routes: async (writing: Writing) =>
      (await import('./routes.ts')).createPollRoutes({
        ...deps,
        service: polls,
        results,
        comparisons,
        answers,
        moderation,
        writing,
      }),
    registerBot: (bot: Bot) => registerPollBot(bot, votes, outcomes),
    registerJobs: (jobs: JobRegistry) => registerPollJobs(jobs, { polls, answers }),
    sweepSources: pollSweepSources({ polls, answers }),
    receiveVotes: votes.receive,
    /** What people do with a poll, in the order of its life. */
    steps: {
      create: polls.create,
      submit: polls.submit,
      approve: polls.approve,
      open: polls.open,
      close: polls.close,
      release: answers.release,
    },
    countOverdueResults: () => answers.countOverdue(deps.database.prisma, calendarDay(deps.clock.now())),
    checkResultCard: late.checkResultCard,
    checkPromisedDay: late.checkPromisedDay,
    listPollsNaming,
    listOpen: open.listOpen,
    findNextPollAt: open.findNextAt,
    findFeedback: open.findFeedback,
    listPollsOf,
    close: votes.close,
    retention: boardRetention,
    settleRestored: closeRestored,
  }
}

const boardRetention: Retention = {
  name: 'ballot lists and open texts',
  apply: (tx, now) => deleteBoardsBefore(tx, daysBefore(now, 30)),
}
