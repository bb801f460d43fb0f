import { createHash, randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'

/** A LINE Login channel as the LINE Developers Console knows it. */
export type LoginChannel = { channelId: string; secret: string; callbackUrls: string[] }

/** What an app asks when it sends somebody to LINE. */
export type LoginRequest = {
  redirectUri: string
  state: string
  scope: string
  nonce: string | undefined
  challenge: string | undefined
}

export type IssuedTokens = {
  access_token: string
  expires_in: number
  id_token?: string
  refresh_token: string
  scope: string
  token_type: 'Bearer'
}

export type WebLogin = {
  /** The request of an authorize address, or LINE's words for what is wrong with it. */
  readRequest(query: URLSearchParams): LoginRequest | { refused: string }
  hasAllowed(userId: string, scope: string): boolean
  /** The person lets the app know them: where the browser goes next, with a code. */
  allow(request: LoginRequest, userId: string): string
  /** The person does not: where the browser goes next. */
  deny(request: LoginRequest): string
  exchange(form: Record<string, string | undefined>): Promise<IssuedTokens | LoginRefusal>
  /** Who an access token of a person speaks for, with what was allowed. */
  findBearer(token: string | undefined): { userId: string; scope: string; secondsLeft: number } | undefined
  verifyIdToken(form: Record<string, string | undefined>): Promise<Record<string, unknown> | LoginRefusal>
}

export type LoginRefusal = { error: string; error_description: string }

const issuer = 'https://access.line.me'
// https://developers.line.biz/en/docs/line-login/integrate-line-login/
const codeMs = 10 * 60_000
const accessTokenSeconds = 30 * 86_400
const idTokenSeconds = 3600

const AuthorizeQuery = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string().min(1),
  scope: z.string().regex(/^(profile|openid|email)( (profile|openid|email))*$/),
  nonce: z.string().min(1).optional(),
  code_challenge: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  code_challenge_method: z.literal('S256').optional(),
})

const refuse = (error: string, error_description: string): LoginRefusal => ({ error, error_description })

/**
 * LINE Login for web pages (v2.1): a code for whoever allows it, once and for ten minutes, and tokens for the code. ID tokens of web
 * login are HS256 under the channel secret, whatever the discovery document says; those of LIFF are ES256.
 * https://developers.line.biz/en/docs/line-login/verify-id-token/#header
 */
export function createWebLogin({ channel, clock }: { channel: LoginChannel | undefined; clock: Clock }): WebLogin {
  const codes = new Map<string, LoginRequest & { userId: string; issuedAt: number }>()
  const bearers = new Map<string, { userId: string; scope: string; endsAt: number }>()
  const allowed = new Set<string>()
  const key = new TextEncoder().encode(channel?.secret ?? '')
  const seconds = () => Math.floor(clock.now().getTime() / 1000)

  function back({ redirectUri, state }: LoginRequest, answer: Record<string, string>): string {
    const url = new URL(redirectUri)
    for (const [name, value] of Object.entries({ ...answer, state })) url.searchParams.set(name, value)
    return url.href
  }

  function take(form: Record<string, string | undefined>) {
    const found = codes.get(form.code ?? '')
    codes.delete(form.code ?? '')
    if (!found || clock.now().getTime() - found.issuedAt > codeMs)
      return refuse('invalid_grant', 'invalid authorization code')
    if (form.redirect_uri !== found.redirectUri) return refuse('invalid_grant', 'redirect_uri does not match')
    const challenge = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url')
    if (found.challenge !== undefined && found.challenge !== challenge)
      return refuse('invalid_grant', 'code_verifier does not match')
    return found
  }

  return {
    readRequest(query) {
      if (!channel || query.get('client_id') !== channel.channelId) return { refused: 'Invalid client_id value.' }
      const asked = AuthorizeQuery.safeParse(Object.fromEntries(query))
      if (!channel.callbackUrls.includes(query.get('redirect_uri') ?? ''))
        return { refused: 'Invalid redirect_uri value. Check if it is registered in a LINE developers site.' }
      if (!asked.success) return { refused: `Invalid ${asked.error.issues[0]?.path.join('.')} value.` }
      const {
        redirect_uri: redirectUri,
        state,
        scope,
        nonce,
        code_challenge: challenge,
        code_challenge_method,
      } = asked.data
      if ((challenge === undefined) !== (code_challenge_method === undefined))
        return { refused: 'Invalid code_challenge_method value.' }
      return { redirectUri, state, scope, nonce, challenge }
    },
    hasAllowed: (userId, scope) => allowed.has(`${userId} ${scope}`),
    allow(request, userId) {
      allowed.add(`${userId} ${request.scope}`)
      const code = randomBytes(15).toString('base64url')
      codes.set(code, { ...request, userId, issuedAt: clock.now().getTime() })
      return back(request, { code })
    },
    deny: (request) =>
      back(request, { error: 'access_denied', error_description: 'The resource owner denied the request.' }),
    async exchange(form) {
      if (form.grant_type !== 'authorization_code') return refuse('unsupported_grant_type', 'unsupported grant_type')
      if (!channel || form.client_id !== channel.channelId || form.client_secret !== channel.secret)
        return refuse('invalid_client', 'invalid client_id or client_secret')
      const grant = take(form)
      if ('error' in grant) return grant
      const { userId, scope, nonce } = grant
      const accessToken = randomBytes(48).toString('base64url')
      bearers.set(accessToken, { userId, scope, endsAt: seconds() + accessTokenSeconds })
      const idToken = new SignJWT({ amr: ['linesso'], ...(nonce !== undefined && { nonce }) })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(userId)
        .setAudience(channel.channelId)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + idTokenSeconds)
      return {
        access_token: accessToken,
        expires_in: accessTokenSeconds,
        ...(scope.split(' ').includes('openid') && { id_token: await idToken.sign(key) }),
        refresh_token: randomBytes(15).toString('base64url'),
        scope,
        token_type: 'Bearer',
      }
    },
    findBearer(token) {
      const found = bearers.get(token ?? '')
      return found && found.endsAt > seconds() ? { ...found, secondsLeft: found.endsAt - seconds() } : undefined
    },
    async verifyIdToken({ id_token: token, client_id: clientId, nonce, user_id: userId }) {
      if (!token || !clientId) return refuse('invalid_request', 'some parameters missed or invalid')
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer,
          audience: clientId,
          algorithms: ['HS256'],
          currentDate: clock.now(),
        })
        if (nonce !== undefined && payload.nonce !== nonce) return refuse('invalid_request', 'Invalid IdToken Nonce.')
        if (userId !== undefined && payload.sub !== userId)
          return refuse('invalid_request', 'Invalid IdToken Subject Identifier.')
        return payload
      } catch {
        // LINE tells expired from foreign in its words; both are no token to anybody who asks.
        return refuse('invalid_request', 'Invalid IdToken.')
      }
    },
  }
}
