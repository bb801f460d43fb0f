import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { LineUnreachable } from './errors.ts'
import { isLineUserId, type LineUserId } from './ids.ts'

const issuer = 'https://access.line.me'
const endpoint = 'oauth2/v2.1/token'
const deadlineMs = 10_000

export type LineLogin = {
  /** Where a browser is sent so that LINE asks the person; LINE sends it back with a code and the same state. */
  authorizeUrl(request: { state: string; nonce: string; verifier: string }): string
  /**
   * Who allowed it, for a code that LINE sent back. A code is good once, and with the verifier and nonce of its own request alone.
   * @throws LINE_LOGIN_REFUSED (401); LineUnreachable when LINE does not answer.
   */
  readPerson(answer: { code: string; verifier: string; nonce: string }): Promise<LineUserId>
  /** What LINE says of the channel's id and secret, told by how it refuses a code that is none. */
  testChannel(): Promise<'accepted' | 'refused' | 'unclear'>
  /** Whether the channel knows our callback URL: LINE refuses any other before it asks who is there. */
  takesCallback(): Promise<boolean>
}

const Tokens = z.object({ id_token: z.string() })
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() })

/**
 * LINE Login for web pages: authorization code with PKCE, state and nonce. Only `openid` is asked, so LINE gives a user id and
 * nothing else. https://developers.line.biz/en/docs/line-login/integrate-line-login/
 */
export function createLineLogin(deps: {
  channel: { authorizeUrl: string; channelId: string; secret: string }
  apiUrl: string
  callbackUrl: string
  clock: Clock
}): LineLogin {
  const { channel, callbackUrl, clock } = deps
  // The ID tokens of web login are HS256 under the channel secret; only those of LIFF and apps are ES256.
  // https://developers.line.biz/en/docs/line-login/verify-id-token/#header
  const key = new TextEncoder().encode(channel.secret)

  async function exchange(code: string, verifier: string) {
    try {
      const response = await fetch(`${deps.apiUrl}/${endpoint}`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: callbackUrl,
          client_id: channel.channelId,
          client_secret: channel.secret,
          code_verifier: verifier,
        }),
        signal: AbortSignal.timeout(deadlineMs),
      })
      if (response.status >= 500 || response.status === 429) throw new Error(`LINE answered ${response.status}`)
      return { isOk: response.ok, body: (await response.json()) as unknown }
    } catch (cause) {
      throw new LineUnreachable({ endpoint, reason: 'no token was given', cause })
    }
  }

  function authorizeUrl({ state, nonce, verifier }: { state: string; nonce: string; verifier: string }): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: channel.channelId,
      redirect_uri: callbackUrl,
      state,
      scope: 'openid',
      nonce,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    return `${channel.authorizeUrl}?${query}`
  }

  return {
    authorizeUrl,
    async readPerson({ code, verifier, nonce }) {
      const { isOk, body } = await exchange(code, verifier)
      const tokens = Tokens.safeParse(body)
      if (!isOk || !tokens.success) throw refused(Refusal.safeParse(body).data?.error)
      const { payload } = await jwtVerify(tokens.data.id_token, key, {
        issuer,
        audience: channel.channelId,
        algorithms: ['HS256'],
        requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
        clockTolerance: 60,
        currentDate: clock.now(),
      }).catch((cause) => {
        throw refused('id_token', cause)
      })
      if (payload.nonce !== nonce) throw refused('nonce')
      if (!isLineUserId(payload.sub)) throw refused('sub')
      return payload.sub
    },
    async testChannel() {
      const { body } = await exchange('no-code', 'no-verifier')
      const error = Refusal.safeParse(body).data?.error
      return error === 'invalid_client' ? 'refused' : error === 'invalid_grant' ? 'accepted' : 'unclear'
    },
    async takesCallback() {
      const url = authorizeUrl({ state: 'test', nonce: 'test', verifier: 'test' })
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(deadlineMs) })
      return response.status < 400
    },
  }
}

const refused = (why: string | undefined, cause?: unknown) =>
  new AppError('LINE_LOGIN_REFUSED', `LINE did not vouch for anybody (${why ?? 'no reason given'}).`, {
    status: 401,
    cause,
  })
