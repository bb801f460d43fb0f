import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { type Role, roles } from '../../contracts/roles.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/open-database.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'

/** Who is asking. */
export type Actor = {
  userId: string
  role: Role
  via: 'token'
  /** Set where the role alone does not allow what is asked: the approvers in whose place somebody acts. */
  standsFor?: readonly string[]
}

export type Auth = {
  /** The actor of an `Authorization: Bearer` value, or undefined when it is unknown, ended or switched off. */
  findActor(bearer: string): Promise<Actor | undefined>
  /** Makes a token for a person, and the person when the address is new. The token is shown once and stored hashed. */
  createToken(request: {
    email: string
    role: Role
    name: string
    expiresInDays: number
  }): Promise<{ token: string; userId: string }>
}

const TokenMetadata = z.object({ role: z.enum(roles) })
const dayInSeconds = 86_400

export function createAuth(deps: {
  database: Database
  audit: Audit
  publicUrl: string
  secret: string
  log: Log
}): Auth {
  const { prisma } = deps.database
  const auth = betterAuth({
    baseURL: deps.publicUrl,
    secret: deps.secret,
    database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
    advanced: { database: { generateId: () => uuidv7() } },
    telemetry: { enabled: false },
    // Its messages only: what else it hands over may hold a whole request.
    logger: {
      log: (level, message) => deps.log[level === 'error' ? 'warn' : 'debug']({ from: 'better-auth' }, message),
    },
    user: { additionalFields: { role: { type: 'string', input: false }, isDemo: { type: 'boolean', input: false } } },
    plugins: [
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
      return metadata.success ? { userId: key.referenceId, role: metadata.data.role, via: 'token' } : undefined
    },
    async createToken({ email, role, name, expiresInDays }) {
      const address = z.email().safeParse(email.toLowerCase())
      if (!address.success) throw new AppError('BAD_REQUEST', `--email ${email} is no e-mail address.`, { status: 400 })
      const user = await findOrCreateUser(address.data, role)
      // Before the token exists: an entry without a token is harmless, the reverse is not.
      await deps.database.transaction((tx) =>
        deps.audit.record(tx, { actorId: null, action: 'token.create', subject: user.id, data: { role, via: 'cli' } }),
      )
      const created = await auth.api.createApiKey({
        body: { userId: user.id, name, expiresIn: expiresInDays * dayInSeconds, metadata: { role } },
      })
      return { token: created.key, userId: user.id }
    },
  }
}
