import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { expireCookie, setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { AppError } from '../errors.ts'

/** Signing in by an account elsewhere, as this module needs it. */
export type LineSignIn = {
  authorizeUrl(request: { state: string; nonce: string; verifier: string }): string
  /** @throws AppError when nobody is vouched for */
  readPerson(answer: { code: string; verifier: string; nonce: string }): Promise<string>
  /** The officer who has linked this account beforehand, by themselves. Nobody is made or matched by an address. */
  findOfficer(lineUserId: string): Promise<string | undefined>
}

export const lineFinishPath = '/line/finish'

const lifeMs = 10 * 60_000
const Begun = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })
const random = () => randomBytes(32).toString('base64url')

/**
 * Sign-in with LINE in two calls of our own page: `begin` gives the address to go to, `finish` takes what LINE sent back. Both are
 * POSTs of that page, so the cookies stay SameSite=Strict. What was begun is bound to this browser by a cookie and good once: neither
 * another browser's answer nor the same answer again signs anybody in.
 */
export function lineSignIn(line: LineSignIn): BetterAuthPlugin {
  return {
    id: 'line-sign-in',
    endpoints: {
      lineBegin: createAuthEndpoint('/line/begin', { method: 'POST' }, async (context) => {
        const { internalAdapter, createAuthCookie, secret } = context.context
        const begun = { state: random(), nonce: random(), verifier: random() }
        const id = random()
        await internalAdapter.createVerificationValue({
          identifier: rowOf(id),
          value: JSON.stringify(begun),
          expiresAt: new Date(Date.now() + lifeMs),
        })
        const cookie = createAuthCookie('line_login', { maxAge: lifeMs / 1000 })
        await context.setSignedCookie(cookie.name, id, secret, cookie.attributes)
        return context.json({ url: line.authorizeUrl(begun) })
      }),
      lineFinish: createAuthEndpoint(
        lineFinishPath,
        { method: 'POST', body: z.strictObject({ code: z.string().max(500), state: z.string().max(200) }) },
        async (context) => {
          const { internalAdapter, createAuthCookie, secret } = context.context
          const cookie = createAuthCookie('line_login')
          const id = await context.getSignedCookie(cookie.name, secret)
          expireCookie(context, cookie)
          const row = id ? await internalAdapter.consumeVerificationValue(rowOf(id)) : null
          const begun = row && row.expiresAt > new Date() ? Begun.parse(JSON.parse(row.value)) : undefined
          if (!begun || !isSame(begun.state, context.body.state))
            throw new APIError('UNAUTHORIZED', { code: 'LINE_LOGIN_NOT_BEGUN' })
          const person = await line.readPerson({ ...begun, code: context.body.code }).catch(refuse)
          const userId = await line.findOfficer(person)
          const user = userId ? await internalAdapter.findUserById(userId) : null
          // The same answer for an account that is closed: it does not tell whose LINE account was an officer's.
          if (!user || ('disabledAt' in user && user.disabledAt))
            throw new APIError('UNAUTHORIZED', { code: 'LINE_NOT_LINKED' })
          const session = await internalAdapter.createSession(user.id)
          await setSessionCookie(context, { session, user })
          return context.json({ signedIn: true })
        },
      ),
    },
  }
}

const rowOf = (id: string) => `line-login-${id}`

function refuse(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  throw new APIError(error.status === 401 ? 'UNAUTHORIZED' : 'SERVICE_UNAVAILABLE', { code: error.code })
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
