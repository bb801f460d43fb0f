import { z } from 'zod'
import { isLineUserId } from '../../line/ids.ts'
import type { LineEndpoint } from '../line-call.ts'
import { parseBody } from '../parse-body.ts'
import { loadingLimit } from '../rate-limits.ts'
import type { Simulation } from '../simulation.ts'

// 1:1 chats alone: the id of a group is refused. https://developers.line.biz/en/reference/messaging-api/#display-a-loading-indicator
const LoadingBody = z.strictObject({
  chatId: z.string().refine(isLineUserId, 'The value must be a user ID'),
  loadingSeconds: z.int().min(5).max(60).multipleOf(5, 'must be a multiple of 5').default(20),
})

/** The three dots that say an answer is on its way; they go with the next message. */
export function loadingRoutes({ loading, chats }: Simulation): LineEndpoint[] {
  return [
    {
      name: 'loading',
      method: 'POST',
      path: '/v2/bot/chat/loading/start',
      limit: loadingLimit,
      handle(call) {
        const { chatId, loadingSeconds } = parseBody(call, LoadingBody)
        loading.start(chatId, new Date(call.at.getTime() + loadingSeconds * 1000))
        chats.announce(chatId)
        return { status: 202, body: {} }
      },
    },
  ]
}
