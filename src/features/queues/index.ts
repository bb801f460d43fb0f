import type { Writing } from '../../platform/http/api-guards.ts'
import { createQueueRoutes } from './routes.ts'
import { createQueueService, type QueueDeps } from './service.ts'

/** What the service works on behind its pages, and what it has given up. */
export function createQueues(deps: QueueDeps) {
  const service = createQueueService(deps)
  return { routes: (writing: Writing) => createQueueRoutes({ service, writing }) }
}
