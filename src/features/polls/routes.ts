import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, needsFreshLogin, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import { writeSheets } from '../../platform/sheets/write-sheet.ts'
import type { AnswerBackService } from './answer-back-service.ts'
import type { ComparisonService } from './comparison-service.ts'
import type { ModerationService } from './moderation-service.ts'
import type { PollDeps } from './needs.ts'
import { listTemplates } from './poll-templates.ts'
import { labelOfLevel } from './promise-rules.ts'
import type { ResultService } from './result-service.ts'
import { drawComparison, drawResult } from './result-sheets.ts'
import type { PollRow, PollService } from './service.ts'

const api = implementApi({ polls: contract.polls, pollProofs: contract.pollProofs })

export function createPollRoutes(
  deps: Pick<PollDeps, 'wakeRoom'> & {
    service: PollService
    results: ResultService
    comparisons: ComparisonService
    answers: AnswerBackService
    moderation: ModerationService
    writing: Writing
  },
) {
  const { service, results, comparisons, answers, moderation, writing } = deps
  const read = allow('polls.read')
  const edit = allow('polls.edit')
  const approve = allow('polls.approve')
  const moderate = allow('polls.moderate')
  // Before the transaction, since LINE may be slow.
  const knownLink = api.middleware(async ({ next }) => {
    await answers.warmLink()
    return next()
  })
  // Outside `writing`, whose transaction is over then: a screen woken before the commit would load what was.
  const waking = api.middleware(async ({ next }, input) => {
    const result = await next()
    deps.wakeRoom((input as { id: string }).id)
    return result
  })
  return {
    polls: {
      list: api.polls.list
        .use(read)
        .handler(async ({ input, context }) => toPage(await service.list(context.tx, input), input.limit, showPoll)),
      templates: api.polls.templates
        .use(read)
        .handler(({ input }) => ({ items: listTemplates(input.language), nextCursor: null })),
      participation: api.polls.participation
        .use(read)
        .handler(async ({ context }) => ({ items: await results.listTurnouts(context.tx), nextCursor: null })),
      promise: api.polls.promise.use(read).handler(({ input, context }) => service.promised(context.tx, input)),
      create: api.polls.create
        .use(edit)
        .use(writing)
        .handler(async ({ input, context }) => showPoll(await service.create(context.tx, context.actor, input))),
      get: api.polls.get
        .use(read)
        .handler(async ({ input, context }) => showPoll(await service.find(context.tx, input.id))),
      update: api.polls.update
        .use(edit)
        .use(async ({ context, next }, { id, ...change }) => {
          await service.refuseFrozen(context.actor, id, Object.keys(change))
          return next()
        })
        .use(writing)
        .handler(async ({ input: { id, ...change }, context }) =>
          showPoll(await service.update(context.tx, context.actor, id, change)),
        ),
      submit: api.polls.submit
        .use(edit)
        .use(writing)
        .handler(async ({ input, context }) => showPoll(await service.submit(context.tx, context.actor, input.id))),
      approve: api.polls.approve
        .use(approve)
        .use(writing)
        .handler(async ({ input, context }) => {
          const seen = input.submittedAt === undefined ? undefined : new Date(input.submittedAt)
          return showPoll(await service.approve(context.tx, context.actor, input.id, seen))
        }),
      reject: api.polls.reject
        .use(approve)
        .use(writing)
        .handler(async ({ input, context }) =>
          showPoll(await service.reject(context.tx, context.actor, input.id, input.reason)),
        ),
      open: api.polls.open
        .use(approve)
        .use(waking)
        .use(writing)
        .handler(async ({ input, context }) => showPoll(await service.open(context.tx, context.actor, input.id))),
      close: api.polls.close
        .use(approve)
        .use(waking)
        .use(writing)
        .handler(async ({ input, context }) => showPoll(await service.close(context.tx, context.actor, input.id))),
      postpone: api.polls.postpone
        .use(approve)
        .use(writing)
        .handler(async ({ input: { id, opensAt, closesAt, returnsOn }, context }) => {
          const times = {
            opensAt: new Date(opensAt),
            closesAt: closesAt === null ? null : new Date(closesAt),
            returnsOn,
          }
          return showPoll(await service.postpone(context.tx, context.actor, id, times))
        }),
      duplicate: api.polls.duplicate
        .use(edit)
        .use(writing)
        .handler(async ({ input, context }) => showPoll(await service.duplicate(context.tx, context.actor, input.id))),
      invite: api.polls.invite
        .use(edit)
        .use(knownLink)
        .use(writing)
        .handler(({ input: { id, ...request }, context }) => answers.invite(context.tx, context.actor, id, request)),
      results: api.polls.results
        .use(read)
        .handler(({ input, context }) => results.read(context.tx, context.actor, input.id, context.locale)),
      comparison: api.polls.comparison
        .use(read)
        .handler(({ input, context }) => comparisons.compare(context.tx, context.actor, input.id, context.locale)),
      picture: api.polls.picture
        .use(edit)
        .use(writing)
        .handler(({ input: { id, ...order }, context }) => answers.makePicture(context.tx, context.actor, id, order)),
      export: api.polls.export.use(read).handler(async ({ input, context }) => {
        const result = await results.read(context.tx, context.actor, input.id, context.locale)
        const comparison = await comparisons.compare(context.tx, context.actor, input.id, context.locale)
        const beside = drawComparison(comparison, context.locale)
        const sheets = [drawResult(result, context.locale), ...(beside ? [beside] : [])] as const
        return writeSheets(sheets, { format: input.format, name: `poll-${input.id}` })
      }),
      texts: api.polls.texts
        .use(moderate)
        .use(writing)
        .handler(async ({ input, context }) => ({
          items: await moderation.readTexts(context.tx, context.actor, input.id),
          nextCursor: null,
        })),
      setThemes: api.polls.setThemes
        .use(moderate)
        .use(writing)
        .handler(async ({ input, context }) =>
          showPoll(await moderation.setThemes(context.tx, context.actor, input.id, input.themes)),
        ),
      answerBack: api.polls.answerBack
        .use(edit)
        .use(writing)
        .handler(async ({ input, context }) =>
          showPoll(await answers.answerBack(context.tx, context.actor, input.id, input)),
        ),
      hold: api.polls.hold
        .use(approve)
        .use(writing)
        .handler(async ({ input, context }) =>
          showPoll(await answers.hold(context.tx, context.actor, input.id, input.reason)),
        ),
      release: api.polls.release
        .use(approve)
        .use(writing)
        .handler(async ({ input, context }) =>
          showPoll(await answers.release(context.tx, context.actor, input.id, input.reason)),
        ),
    },
    pollProofs: {
      get: api.pollProofs.get.use(read).handler(({ context }) => service.getProofs(context.tx)),
      set: api.pollProofs.set
        .use(allow('settings.edit'))
        .use(needsFreshLogin)
        .use(writing)
        .handler(({ input, context }) => service.setProofs(context.tx, context.actor, input)),
    },
  }
}

const toText = (at: Date | null) => at?.toISOString() ?? null

function showPoll(poll: PollRow) {
  const { eligibleCount, submittedAt, opensAt, closesAt, resultReleasedAt, openedAt, closedAt, createdAt, ...rest } =
    poll
  return {
    ...rest,
    levelLabel: poll.level && labelOfLevel(poll.level, poll.language),
    eligible: eligibleCount,
    submittedAt: toText(submittedAt),
    opensAt: toText(opensAt),
    closesAt: toText(closesAt),
    resultReleasedAt: toText(resultReleasedAt),
    openedAt: toText(openedAt),
    closedAt: toText(closedAt),
    createdAt: createdAt.toISOString(),
  }
}
