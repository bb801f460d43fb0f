import type { Writing } from '../../platform/http/api-guards.ts'
import { createQueueService, type QueueDeps } from './service.ts'

/** What the service works on behind its pages, and what it has given up. */
export function createQueues(deps: QueueDeps) {
  const service = createQueueService(deps)
  return { routes: async (writing: Writing) => (await import('./routes.ts')).createQueueRoutes({ service, writing }) }
}
