import express, { type Request, type Response, type Router } from 'express'
import type { Pool } from 'pg'
import { z } from 'zod'
import { wordsForError } from '../../contracts/error-words.ts'
import type { Auth } from '../auth/auth.ts'
import { halfLoginCookieName, sessionCookieName } from '../auth/session-rules.ts'
import { AppError } from '../errors.ts'
import { createSharedGuessLimit } from '../guess-limit.ts'
import type { Log } from '../log.ts'
import { networkOf } from './network-of.ts'
import { requestLocale } from './request-locale.ts'
import { refuseForeignPages } from './same-origin.ts'
import { createSecurityLog, digestOf, routeOf } from './security-log.ts'

const prefix = '/api/auth'

// What the console needs of the library. Everything else it offers (sign-up, its own token and session lists, changing one's
// address) stays shut: a path that is not here does not exist.
const openPaths = new Set([
  '/sign-in/email',
  '/sign-out',
  '/two-factor/enable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/change-password',
])
const beginPath = '/line/begin'
const linePaths = new Set([beginPath, '/line/finish', '/phone/ways', '/phone/pin', '/phone/enrol'])
// Each of them tells a wrong password, PIN or code from a right one.
const guesses = new Set([
  '/sign-in/email',
  '/line/finish',
  '/phone/pin',
  '/phone/enrol',
  '/two-factor/enable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/change-password',
])
const ofWholeLogin = new Set(['/change-password', '/two-factor/enable'])
const demoPath = '/demo/sign-in'

const Account = z.object({ email: z.string().max(320) })

/**
 * POST /api/auth/…: signing in and out, second factor, own password, and by LINE where a Login channel is set. Guessing is limited
 * for an account (or the login that guesses) and for an address.
 */
export function createSignInRoutes(deps: {
  auth: Auth
  pool: Pool
  publicUrl: string
  isDemo: boolean
  hasLine: boolean
  log: Log
}): Router {
  const perAccount = createSharedGuessLimit({ pool: deps.pool, name: 'account', guesses: 10, withinSeconds: 900 })
  const perAddress = createSharedGuessLimit({ pool: deps.pool, name: 'address', guesses: 100, withinSeconds: 900 })
  // Each leaves a row of ten minutes. An office behind one address never has twenty a minute.
  const begins = createSharedGuessLimit({ pool: deps.pool, name: 'line-begin', guesses: 300, withinSeconds: 900 })
  const isOpen = (path: string, request: Request) =>
    openPaths.has(path) ||
    (deps.hasLine && linePaths.has(path)) ||
    (path === demoPath && deps.isDemo && isFromHere(request))
  const securityLog = createSecurityLog(deps.log)
  const router = express.Router()

  router.post(`${prefix}/*path`, express.text({ type: () => true, limit: '16kb' }), async (request, response) => {
    const path = request.path.slice(prefix.length)
    if (!isOpen(path, request)) throw notFound()
    const body = withoutTrust(typeof request.body === 'string' ? request.body : '')
    // Only a sign-in says whose account it means: elsewhere a made-up address would be counted in place of the login.
    const guesser = path === '/sign-in/email' ? accountOf(body) : loginOf(request, path, deps.publicUrl)
    response.locals.who = digestOf(guesser)
    refuseForeignPages(request, deps.publicUrl)
    if (path === beginPath && !(await begins.take(addressOf(request)))) throw tooMany()
    const taken = guesses.has(path) ? await takeGuesses(addressOf(request), guesser) : undefined
    const before = await findActor(request.headers.cookie) // signing out ends it
    const answer = await deps.auth.handle(toWebRequest(request, path, body))
    if (answer.ok) await taken?.giveBack()
    const { requestId, who } = response.locals
    const actor = (await findActor(answer.headers.getSetCookie().join('; '))) ?? before
    const event = { requestId, route: routeOf(request), actor, who }
    const code = await passOn(answer, request, response)
    if (code === undefined) securityLog.signedIn(event)
    else securityLog.refused({ ...event, code })
  })

  const findActor = async (cookie = '') => (await deps.auth.findSession(cookie))?.actor.userId

  async function takeGuesses(address: string, account: string | undefined) {
    const mayGuess = (await perAddress.take(address)) && (account === undefined || (await perAccount.take(account)))
    if (!mayGuess) throw tooMany()
    return {
      async giveBack() {
        await perAddress.giveBack(address)
        if (account !== undefined) await perAccount.giveBack(account)
      },
    }
  }

  function toWebRequest(request: Request, path: string, body: string): globalThis.Request {
    const headers = new Headers({ 'content-type': 'application/json', origin: new URL(deps.publicUrl).origin })
    for (const name of ['cookie', 'user-agent']) {
      const value = request.headers[name]
      if (typeof value === 'string') headers.set(name, value)
    }
    return new globalThis.Request(`${deps.publicUrl}${prefix}${path}`, { method: 'POST', headers, body: body || '{}' })
  }

  return router
}

/** The library would let a browser skip the second factor for a month for the asking. Here it is asked every time. */
function withoutTrust(body: string): string {
  const value = parsed(body)
  return value && 'trustDevice' in value ? JSON.stringify({ ...value, trustDevice: false }) : body
}

/** Whoever tries codes under a login they hold, or have half done, is held back by that login. */
function loginOf(request: Request, path: string, publicUrl: string): string | undefined {
  const cookies = request.headers.cookie?.split('; ') ?? []
  const find = (name: string) => cookies.find((cookie) => cookie.startsWith(`${name}=`))
  const session = find(sessionCookieName(publicUrl))
  // A half login that is made up would be another one with each try.
  return ofWholeLogin.has(path) ? session : (find(halfLoginCookieName(publicUrl)) ?? session)
}

const accountOf = (body: string) => Account.safeParse(parsed(body)).data?.email.toLowerCase()

function parsed(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined // not JSON: the library answers 400
  }
}

/** The library's answer with its cookies; of a refusal only the code is kept, in words of our own. Gives that code. */
async function passOn(answer: globalThis.Response, request: Request, response: Response): Promise<string | undefined> {
  response.status(answer.status).set('Cache-Control', 'no-store')
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie)
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown> // an answer without a body
  if (answer.ok) {
    const { token: _theCookieCarriesIt, ...rest } = body
    response.json(rest)
    return undefined
  }
  const code = typeof body.code === 'string' ? body.code : 'BAD_REQUEST'
  const message = wordsForError(code, answer.status, requestLocale(request))
  response.json({ defined: false, code, status: answer.status, message })
  return code
}

const addressOf = (request: Request) => networkOf(request.ip ?? '')

const forwardingHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** Straight from this machine, not through a proxy that stands on it. */
function isFromHere(request: Request): boolean {
  const isForwarded = forwardingHeaders.some((name) => name in request.headers)
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
}

const tooMany = () => new AppError('TOO_MANY_SIGN_INS', 'Too many wrong tries. Wait 15 minutes.', { status: 429 })
const notFound = () => new AppError('NOT_FOUND', 'There is no such path.', { status: 404 })
