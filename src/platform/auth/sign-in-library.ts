import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { v7 as uuidv7 } from 'uuid'
import type { Role } from '../../contracts/roles.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import { demoSignIn } from './demo-sign-in.ts'
import { type LineSignIn, lineFinishPath, lineSignIn } from './line-sign-in.ts'
import { phoneSignIn } from './phone-sign-in.ts'
import { cookieOptions, idleSeconds } from './session-rules.ts'

/** A secret by its number. The library writes the number beside what it encrypts. */
export type AuthSecret = { version: number; value: string }

export type SignInDeps = {
  database: Database
  audit: Audit
  publicUrl: string
  log: Log
  /** The one-click sign-in of a demo. Left out it does not exist. */
  isDemo?: boolean
  /** Signing in with LINE. Left out it does not exist. */
  line?: LineSignIn | undefined
}

/**
 * The sign-in library, set up for this product. It signs cookies with the first secret alone and decrypts with all of them;
 * `bare` decrypts what was written before secrets had numbers.
 */
export function openSignInLibrary(deps: SignInDeps, secrets: AuthSecret[], bare: string) {
  const { prisma } = deps.database
  const findDemoOfficer = (role: Role) =>
    prisma.user.findFirst({ where: { isDemo: true, role, disabledAt: null }, select: { id: true } })

  const isCodeRight = async (headers: Headers, code: string): Promise<boolean> => {
    try {
      await library.api.verifyTOTP({ headers, body: { code } })
      return true
    } catch (error) {
      if (error instanceof APIError && error.statusCode < 500) return false
      throw error
    }
  }

  const library = betterAuth({
    baseURL: deps.publicUrl,
    secret: bare,
    secrets,
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
      askingAlsoAfter(lineFinishPath, twoFactor({ issuer: 'สุจริต' })),
      ...(deps.isDemo ? [demoSignIn(findDemoOfficer)] : []),
      ...(deps.line ? [lineSignIn(deps.line), phoneSignIn({ ...deps, isCodeRight })] : []),
      apiKey({
        enableMetadata: true,
        defaultPrefix: 'sucharit_',
        keyExpiration: { maxExpiresIn: 365 },
        // The plugin's own limit is 10 requests a day per key. Guessing is limited where the API is mounted.
        rateLimit: { enabled: false },
      }),
    ],
  })
  return library
}

/** The library asks for the second factor after its own ways to sign in alone; by any other way it would be skipped. */
function askingAlsoAfter(path: string, plugin: ReturnType<typeof twoFactor>): ReturnType<typeof twoFactor> {
  const after = plugin.hooks.after.map((hook) => ({
    ...hook,
    matcher: (context: { path?: string }) => context.path === path || hook.matcher(context as never),
  }))
  return { ...plugin, hooks: { after } }
}

export type SignInLibrary = ReturnType<typeof openSignInLibrary>
