import { channelAccessToken } from '@line/bot-sdk'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { LineRejected, LineUnauthorized } from '../errors.ts'
import { runWithDeadline } from './run-with-deadline.ts'
import { readRequestId, toLineError } from './to-line-error.ts'

/** Where the client gets its channel access token. */
export type LineTokens = {
  current(): Promise<string>
  /** Called with the token that LINE answered 401 to; gives the same one back when no other can be had. */
  renew(refused: string): Promise<string>
}

/** A long-lived token made in LINE's console. It has no end and cannot be renewed here. */
export function createFixedToken(token: string): LineTokens {
  return { current: async () => token, renew: async () => token }
}

type StatelessOptions = {
  apiUrl: string
  channelId: string
  channelSecret: string
  clock: Clock
  log: Log
  deadlineMs?: number
}

const endpoint = 'POST /oauth2/v3/token'
// 11 of the 15 minutes a stateless token lives: a call begun at the last moment still ends well before the token does.
const keptMs = 11 * 60_000
const issued = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

/** Stateless tokens: issued from channel id and secret, kept in memory, one request at a time however many calls wait for it. */
export function createStatelessTokens(options: StatelessOptions): LineTokens {
  const { clock, log, deadlineMs = 10_000 } = options
  const issuer = new channelAccessToken.ChannelAccessTokenClient({ baseURL: options.apiUrl })
  let held: { token: string; until: number } | undefined
  let refreshing: Promise<string> | undefined

  async function issue(): Promise<string> {
    const startedAt = performance.now()
    try {
      // A deadline of its own: the first waiting call may give up while others still want the answer.
      const { httpResponse, body } = await runWithDeadline(deadlineMs, () =>
        issuer.issueStatelessChannelTokenByClientSecretWithHttpInfo(options.channelId, options.channelSecret),
      )
      const { access_token: token, expires_in: lifeSeconds } = issued.parse(body)
      held = { token, until: clock.now().getTime() + Math.min(keptMs, lifeSeconds * 750) }
      const ms = Math.round(performance.now() - startedAt)
      log.info(
        { lineRequestId: readRequestId(httpResponse.headers), endpoint, status: httpResponse.status, ms },
        'LINE call',
      )
      return token
    } catch (cause) {
      const error = toLineError(cause, endpoint)
      log.warn({ endpoint, code: error.code, ms: Math.round(performance.now() - startedAt) }, 'LINE call')
      // The token endpoint answers 400 to a wrong id or secret.
      if (error instanceof LineRejected) throw new LineUnauthorized({ endpoint, requestId: error.requestId })
      throw error
    }
  }

  function refresh(): Promise<string> {
    refreshing ??= issue().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }

  return {
    async current() {
      return held && clock.now().getTime() < held.until ? held.token : refresh()
    },
    async renew(refused) {
      // Another call may have renewed it while this one was under way.
      if (held && held.token !== refused) return held.token
      held = undefined
      return refresh()
    },
  }
}
