import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import { awarenessThreshold } from './awareness-rules.ts'
import type { QuestionService } from './question-service.ts'

const api = implementApi({ quiz: contract.quiz })

type QuestionView = Awaited<ReturnType<QuestionService['list']>>[number]

export function createQuizRoutes({ service, writing }: { service: QuestionService; writing: Writing }) {
  return {
    quiz: {
      questions: {
        list: api.quiz.questions.list.use(allow('quiz.read')).handler(async ({ input, context }) => {
          const rows = await service.list(context.tx, input)
          const items = rows.slice(0, input.limit)
          return {
            items: items.map(showQuestion),
            nextCursor: rows.length > input.limit ? (items.at(-1)?.code ?? null) : null,
          }
        }),
        create: api.quiz.questions.create
          .use(allow('quiz.edit'))
          .use(writing)
          .handler(async ({ input, context }) => showQuestion(await service.create(context.tx, context.actor, input))),
        update: api.quiz.questions.update
          .use(allow('quiz.edit'))
          .use(writing)
          .handler(async ({ input, context }) => showQuestion(await service.update(context.tx, context.actor, input))),
        approve: api.quiz.questions.approve
          .use(allow('quiz.approve'))
          .use(writing)
          .handler(async ({ input, context }) => showQuestion(await service.approve(context.tx, context.actor, input))),
        retire: api.quiz.questions.retire
          .use(allow('quiz.approve'))
          .use(writing)
          .handler(async ({ input, context }) =>
            showQuestion(await service.retire(context.tx, context.actor, input.code)),
          ),
      },
      awareness: api.quiz.awareness.use(allow('quiz.read')).handler(async ({ context }) => ({
        threshold: awarenessThreshold,
        weeks: await service.listAwareness(context.tx),
      })),
    },
  }
}

function showQuestion({ authorId: _, writers: _writers, approvedAt, ...question }: QuestionView) {
  return { ...question, approvedAt: approvedAt?.toISOString() ?? null }
}
