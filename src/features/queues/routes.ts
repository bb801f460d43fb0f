import { contract } from '../../contracts/api/index.ts'
import { type Locale, wordsForError } from '../../contracts/error-words.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import type { FailedRow, QueueService } from './service.ts'

const api = implementApi({ queues: contract.queues })

export function createQueueRoutes({ service, writing }: { service: QueueService; writing: Writing }) {
  const mayEdit = allow('queues.edit')
  return {
    queues: {
      list: api.queues.list
        .use(mayEdit)
        .handler(async ({ context }) => ({ items: await service.list(context.tx), nextCursor: null })),
      listFailed: api.queues.listFailed
        .use(mayEdit)
        .handler(async ({ input, context }) =>
          toPage(await service.listFailed(context.tx, input), input.limit, (row) => showFailed(row, context.locale)),
        ),
      retry: api.queues.retry
        .use(mayEdit)
        .use(writing)
        .handler(async ({ input, context }) => {
          await service.retry(context.tx, context.actor, input.id)
          return { queued: true as const }
        }),
      remove: api.queues.remove
        .use(mayEdit)
        .use(writing)
        .handler(async ({ input, context }) => {
          await service.remove(context.tx, context.actor, input.id)
          return { removed: true as const }
        }),
    },
  }
}

/** Without the job's id and payload: they may say whom it was about. */
function showFailed({ id, job, code, times, failedAt }: FailedRow, locale: Locale) {
  return { id, job, code, text: wordsForError(code, 500, locale), times, failedAt: failedAt.toISOString() }
}
