import { HTTPFetchError, LineBotClient } from '@line/bot-sdk'
import type { z } from 'zod'
import type { Log } from '../../platform/log.ts'
import { runWithDeadline } from './run-with-deadline.ts'
import { readRequestId, toLineError } from './to-line-error.ts'
import type { LineTokens } from './tokens.ts'

/** Counts and times of calls; `endpoint` is the path template, never a path with an id in it. */
export type LineMetrics = { observeCall(call: { endpoint: string; status: number | 'none'; ms: number }): void }

export type LineClientOptions = {
  apiUrl: string
  dataApiUrl: string
  tokens: LineTokens
  /** Of a whole call, a renewed token and a second try included. */
  deadlineMs?: number
  log: Log
  metrics?: LineMetrics
}

/** Of the SDK's answers, what is used here. */
export type Answer<T> = { httpResponse: { status: number; headers: Headers }; body: T }

/** What is sent with: the SDK's client, and the bare token for the one call that cannot go through it. */
export const replyEndpoint = 'POST /v2/bot/message/reply'

export type Sender = { line: LineBotClient; token: string }

/** Makes one call of LINE: token, deadline, one renewal on 401, log line, typed error. */
export type CallLine = <T>(endpoint: string, send: (sender: Sender) => Promise<Answer<T>>) => Promise<Answer<T>>

/** Makes a call and parses its answer: a body that is not LINE's ends as `LineUnreachable`. */
export type ReadLine = <S extends z.ZodType>(
  endpoint: string,
  shape: S,
  ask: (line: Sender['line']) => Promise<{ httpResponse: Response; body: unknown }>,
) => Promise<z.infer<S> & { requestId: string | undefined }>

export function createCallLine(options: LineClientOptions): CallLine {
  const { tokens, log, metrics, deadlineMs = 10_000 } = options
  let last: Sender | undefined

  // The SDK fixes the token when a client is built; stateless tokens change every 11 minutes.
  function senderFor(token: string): Sender {
    if (last?.token !== token) {
      const { apiUrl: apiBaseURL, dataApiUrl: dataApiBaseURL } = options
      last = {
        token,
        line: LineBotClient.fromChannelAccessToken({ channelAccessToken: token, apiBaseURL, dataApiBaseURL }),
      }
    }
    return last
  }

  function note(endpoint: string, startedAt: number, answer: { status: number; headers: Headers } | undefined): void {
    const ms = Math.round(performance.now() - startedAt)
    const status = answer?.status ?? 'none'
    const lineRequestId = answer && readRequestId(answer.headers)
    // 409: an earlier try with this retry key was accepted.
    const isGood = typeof status === 'number' && (status < 400 || status === 409)
    // A vote is thanked the moment it is taken: a line for each reply would tell from the log when the votes of a small office fell.
    if (!isGood || endpoint !== replyEndpoint)
      log[isGood ? 'info' : 'warn']({ lineRequestId, endpoint, status, ms }, 'LINE call')
    metrics?.observeCall({ endpoint, status, ms })
  }

  return async (endpoint, send) => {
    async function attempt(token: string): ReturnType<typeof send> {
      const startedAt = performance.now()
      try {
        const answer = await send(senderFor(token))
        note(endpoint, startedAt, answer.httpResponse)
        return answer
      } catch (error) {
        note(endpoint, startedAt, error instanceof HTTPFetchError ? error : undefined)
        throw error
      }
    }

    try {
      return await runWithDeadline(deadlineMs, async () => {
        const token = await tokens.current()
        try {
          return await attempt(token)
        } catch (error) {
          if (!(error instanceof HTTPFetchError && error.status === 401)) throw error
          const renewed = await tokens.renew(token)
          if (renewed === token) throw error
          return await attempt(renewed)
        }
      })
    } catch (error) {
      throw toLineError(error, endpoint)
    }
  }
}
