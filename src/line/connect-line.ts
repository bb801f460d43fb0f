import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Pace } from '../platform/pace/create-pace.ts'
import { createLineClient } from './client/create-line-client.ts'
import { createFixedToken, createStatelessTokens } from './client/tokens.ts'
import { LineUnreachable } from './errors.ts'
import type { OutgoingMessage } from './messages/outgoing-message.ts'
import { paceCalls } from './pace-calls.ts'

export type ChannelAccess =
  | { kind: 'long-lived'; token: string }
  | { kind: 'stateless'; channelId: string; secret: string }

type StoredReply = { replyToken: string; messages: OutgoingMessage[] }

/** The client for the channel in use, and the one call whose outcome is only counted. */
export function connectLine(deps: {
  access: ChannelAccess
  apiUrl: string
  dataApiUrl: string
  clock: Clock
  log: Log
  metrics: Metrics
  pace: Pace
}) {
  const { access, apiUrl, dataApiUrl, clock, log, metrics, pace } = deps
  const tokens =
    access.kind === 'long-lived'
      ? createFixedToken(access.token)
      : createStatelessTokens({ apiUrl, channelId: access.channelId, channelSecret: access.secret, clock, log })
  const client = createLineClient({
    apiUrl,
    dataApiUrl,
    tokens,
    log,
    metrics: {
      observeCall: ({ endpoint, status, ms }) =>
        metrics.lineCallSeconds.observe({ endpoint, status: String(status) }, ms / 1000),
    },
  })
  return {
    ...client,
    ...paceCalls(client, pace),

    /** One call, never repeated after an unclear end: a reply has no retry key, and a push in its place could say it twice. */
    async sendReply(reply: unknown): Promise<'accepted' | 'refused' | 'unclear'> {
      const { replyToken, messages } = reply as StoredReply // sealed by this program moments ago
      try {
        await client.reply({ replyToken, messages })
        return 'accepted'
      } catch (error) {
        if (error instanceof LineUnreachable) return 'unclear'
        // LINE, or a guard of ours before it, said no: nothing was sent.
        if (error instanceof AppError) return 'refused'
        throw error
      }
    },
  }
}
