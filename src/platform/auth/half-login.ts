import type { GenericEndpointContext } from 'better-auth'
import { APIError } from 'better-auth/api'
import { expireCookie, setSessionCookie } from 'better-auth/cookies'

/**
 * A sign-in that still owes its second factor: the library's own cookie and row, which its authenticator codes end as well. It opens
 * nothing; `complete` turns it into a login, once.
 * @throws APIError 401 when there is none, or it is older than ten minutes.
 */
export async function readHalfLogin(context: GenericEndpointContext) {
  const { internalAdapter, createAuthCookie, secret } = context.context
  const cookie = createAuthCookie('two_factor')
  const identifier = await context.getSignedCookie(cookie.name, secret)
  const row = identifier && (await internalAdapter.findVerificationValue(identifier))
  const user = row && row.expiresAt > new Date() && (await internalAdapter.findUserById(row.value))
  if (!identifier || !user) throw notBegun()

  async function complete() {
    const taken = await internalAdapter.consumeVerificationValue(identifier as string)
    if (!user || taken?.value !== user.id) throw notBegun()
    await internalAdapter.consumeVerificationValue(`2fa-attempts-${identifier}`)
    const session = await internalAdapter.createSession(user.id)
    await setSessionCookie(context, { session, user })
    expireCookie(context, cookie)
    return session
  }

  return { userId: user.id, complete }
}

const notBegun = () => new APIError('UNAUTHORIZED', { code: 'INVALID_TWO_FACTOR_COOKIE' })
