import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { type Role, roles } from '../../contracts/roles.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/open-database.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { demoSignIn } from './demo-sign-in.ts'
import { absoluteMs, cookieOptions, idleSeconds, needsSecondFactor, sessionCookieName } from './session-rules.ts'

/**
 * Who is asking. A browser's login also says when it began and whether a second factor is still owed.
 * `standsFor` is set where the role alone does not allow what is asked: the approvers in whose place somebody acts.
 */
export type Actor = { userId: string; role: Role; standsFor?: readonly string[] } & (
  | { via: 'token' }
  | { via: 'session'; sessionId: string; signedInAt: Date; owesSecondFactor: boolean }
)

export type Auth = {
  /** The actor of an `Authorization: Bearer` value, or undefined when it is unknown, ended or switched off. */
  findActor(bearer: string): Promise<Actor | undefined>
  /** The actor of a browser's cookie, and the cookies to send back: a login in use is prolonged. */
  findSession(cookie: string): Promise<{ actor: Actor; setCookies: string[] } | undefined>
  /** Answers a request of the sign-in pages. Which of the library's paths are open is decided where it is mounted. */
  handle(request: Request): Promise<Response>
  hashPassword(password: string): Promise<string>
  /** Makes a token for a person, and the person when the address is new. The token is shown once and stored hashed. */
  createToken(request: {
    email: string
    role: Role
    name: string
    expiresInDays: number
    /** Who makes it; left out on the command line. */
    actorId?: string
  }): Promise<{ token: string; userId: string; id: string }>
}

const TokenMetadata = z.object({ role: z.enum(roles) })
const dayInSeconds = 86_400

export function createAuth(deps: {
  database: Database
  audit: Audit
  publicUrl: string
  secret: string
  log: Log
  /** The one-click sign-in of a demo. Left out it does not exist. */
  isDemo?: boolean
}): Auth {
  const { prisma } = deps.database
  const auth = betterAuth({
    baseURL: deps.publicUrl,
    secret: deps.secret,
    database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
    trustedOrigins: [new URL(deps.publicUrl).origin],
    // Ours is shared by all processes and counts accounts too; see guess-limit.ts.
    rateLimit: { enabled: false },
    advanced: {
      ...cookieOptions(deps.publicUrl),
      database: { generateId: () => uuidv7() },
      ipAddress: { disableIpTracking: true }, // addresses of officers are not kept
    },
    // Without this, enabling e-mail sign-in lets anybody sign up.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    // No cookie cache: an ended login, a new role and a closed account count from the next request.
    session: { expiresIn: idleSeconds, updateAge: 300, cookieCache: { enabled: false } },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            const user = await prisma.user.findUnique({ where: { id: session.userId }, select: { disabledAt: true } })
            // The same answer as for a wrong password: it does not tell who has an account.
            if (user?.disabledAt) throw new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD' })
          },
          async after({ id, userId }) {
            await deps.database.transaction((tx) =>
              deps.audit.record(tx, { actorId: userId, action: 'session.create', subject: id }),
            )
          },
        },
      },
    },
    telemetry: { enabled: false },
    // Its messages only: what else it hands over may hold a whole request.
    logger: {
      log: (level, message) => deps.log[level === 'error' ? 'warn' : 'debug']({ from: 'better-auth' }, message),
    },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        isDemo: { type: 'boolean', input: false },
        disabledAt: { type: 'date', input: false, required: false },
      },
    },
    plugins: [
      twoFactor({ issuer: 'สุจริต' }),
      ...(deps.isDemo ? [demoSignIn((role) => findDemoOfficer(role))] : []),
      apiKey({
        enableMetadata: true,
        defaultPrefix: 'sucharit_',
        keyExpiration: { maxExpiresIn: 365 },
        // The plugin's own limit is 10 requests a day per key. Guessing is limited where the API is mounted.
        rateLimit: { enabled: false },
      }),
    ],
  })

  async function findOrCreateUser(email: string, role: Role) {
    const found = await prisma.user.findUnique({ where: { email } })
    if (found) return found
    return prisma.user.create({ data: { id: uuidv7(), email, name: email.split('@')[0] as string, role } })
  }

  const findDemoOfficer = (role: Role) =>
    prisma.user.findFirst({ where: { isDemo: true, role, disabledAt: null }, select: { id: true } })

  async function findKey(bearer: string) {
    const { valid, key } = await auth.api.verifyApiKey({ body: { key: bearer } })
    return valid ? key : null
  }

  /** The library calls a key invalid when the database is away: asked first, that is a 503 and not a 401. */
  async function findKeyAgain(bearer: string) {
    await deps.database.ping()
    return findKey(bearer)
  }

  return {
    async findActor(bearer) {
      const key = (await findKey(bearer)) ?? (await findKeyAgain(bearer))
      if (!key) return undefined
      const metadata = TokenMetadata.safeParse(key.metadata)
      if (!metadata.success) return undefined
      const owner = await prisma.user.findUnique({ where: { id: key.referenceId }, select: { disabledAt: true } })
      return owner && !owner.disabledAt
        ? { userId: key.referenceId, role: metadata.data.role, via: 'token' }
        : undefined
    },
    async findSession(cookie) {
      if (!cookie.includes(sessionCookieName(deps.publicUrl))) return undefined
      const { response, headers } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
      if (!response) return undefined
      const { session, user } = response
      const role = z.enum(roles).safeParse(user.role)
      const isOver = Date.now() - session.createdAt.getTime() > absoluteMs
      if (isOver || user.disabledAt || !role.success) {
        await prisma.session.deleteMany({ where: { id: session.id } })
        return undefined
      }
      const actor = {
        userId: user.id,
        role: role.data,
        via: 'session' as const,
        sessionId: session.id,
        signedInAt: session.createdAt,
        owesSecondFactor: needsSecondFactor(role.data) && !user.isDemo && !user.twoFactorEnabled,
      }
      return { actor, setCookies: headers.getSetCookie() }
    },
    handle: auth.handler,
    hashPassword: async (password) => (await auth.$context).password.hash(password),
    async createToken({ email, role, name, expiresInDays, actorId }) {
      const address = z.email().safeParse(email.toLowerCase())
      if (!address.success) throw new AppError('BAD_REQUEST', `--email ${email} is no e-mail address.`, { status: 400 })
      const user = await findOrCreateUser(address.data, role)
      // Before the token exists: an entry without a token is harmless, the reverse is not.
      await deps.database.transaction((tx) =>
        deps.audit.record(tx, {
          actorId: actorId ?? null,
          action: 'token.create',
          subject: user.id,
          data: { role, via: actorId === undefined ? 'cli' : 'console' },
        }),
      )
      const created = await auth.api.createApiKey({
        body: { userId: user.id, name, expiresIn: expiresInDays * dayInSeconds, metadata: { role } },
      })
      return { token: created.key, userId: user.id, id: created.id }
    },
  }
}
