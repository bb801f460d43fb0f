import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth'
import { APIError, createAuthEndpoint, sessionMiddleware } from 'better-auth/api'
import { z } from 'zod'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/open-database.ts'
import { createEnrolledPhones, joined } from './enrolled-phones.ts'
import { readHalfLogin } from './half-login.ts'
import { isEasyPin } from './pin-rules.ts'
import { phoneDays, pinTries } from './session-rules.ts'

const Pin = z.string().regex(/^\d{6}$/)
const phoneCookie = ({ context }: GenericEndpointContext) =>
  context.createAuthCookie('phone', { maxAge: phoneDays * 86_400 })
const readCookie = (context: GenericEndpointContext) => context.getCookie(phoneCookie(context).name)

/** A phone enrolled once with the authenticator app: from then on a PIN of six digits is the second factor there. */
export function phoneSignIn(deps: {
  database: Database
  audit: Audit
  /** Whether a code of the app is right, for the login of these headers. */
  isCodeRight(headers: Headers, code: string): Promise<boolean>
}): BetterAuthPlugin {
  const { database, audit } = deps
  const phones = createEnrolledPhones(database)
  const record = (userId: string, action: string, phoneId: string) =>
    database.transaction((tx) => audit.record(tx, { actorId: userId, action, subject: userId, data: { phoneId } }))

  return {
    id: 'phone-sign-in',
    endpoints: {
      /** By what a half-done sign-in may be ended in this browser. */
      phoneWays: createAuthEndpoint('/phone/ways', { method: 'POST' }, async (context) => {
        const { userId } = await readHalfLogin(context)
        const phone = await phones.find(userId, readCookie(context))
        const pin = phone !== undefined && phone.wrongPins < pinTries
        return context.json({ pin, mayEnrol: await phones.hasLine(userId) })
      }),

      phonePin: createAuthEndpoint(
        '/phone/pin',
        { method: 'POST', body: z.strictObject({ pin: Pin }) },
        async (context) => {
          const half = await readHalfLogin(context)
          const phone = await phones.find(half.userId, readCookie(context))
          if (!phone) throw new APIError('UNAUTHORIZED', { code: 'PHONE_NOT_ENROLLED' })
          const outcome = await phones.tryPin(phone, context.body.pin, context.context.password)
          if (outcome === 'locks') await record(half.userId, 'phone.lock', phone.id)
          if (outcome === 'wrong') throw new APIError('UNAUTHORIZED', { code: 'PIN_WRONG' })
          if (outcome !== 'right') throw new APIError('UNAUTHORIZED', { code: 'PHONE_LOCKED' })
          const session = await half.complete()
          await phones.noteLogin(phone, session.id, new Date())
          return context.json({ signedIn: true })
        },
      ),

      phoneEnrol: createAuthEndpoint(
        '/phone/enrol',
        {
          method: 'POST',
          body: z.strictObject({ pin: Pin, code: z.string().regex(/^\d{6}$/) }),
          use: [sessionMiddleware],
        },
        async (context) => {
          const { user, session } = context.context.session
          if (!('twoFactorEnabled' in user && user.twoFactorEnabled))
            throw new APIError('FORBIDDEN', { code: 'SECOND_FACTOR_NEEDED' })
          if (!(await phones.hasLine(user.id))) throw new APIError('CONFLICT', { code: 'LINE_LINK_NEEDED' })
          if (isEasyPin(context.body.pin)) throw new APIError('UNPROCESSABLE_ENTITY', { code: 'PIN_EASY' })
          if (!(await deps.isCodeRight(context.headers as Headers, context.body.code)))
            throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE' })
          const { hash } = context.context.password
          const replaces = (await phones.find(user.id, readCookie(context)))?.id
          const name = session.userAgent?.slice(0, 300) ?? ''
          const { cookie } = await database.transaction(async (tx) => {
            const enrolled = await phones.enrol(tx, { userId: user.id, name, replaces }, (secret) =>
              hash(joined(secret, context.body.pin)),
            )
            await audit.record(tx, {
              actorId: user.id,
              action: 'phone.enrol',
              subject: user.id,
              data: { phoneId: enrolled.id },
            })
            return enrolled
          })
          const { name: cookieName, attributes } = phoneCookie(context)
          context.setCookie(cookieName, cookie, attributes)
          return context.json({ enrolled: true })
        },
      ),
    },
  }
}
