import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { isWithin, type Role, roles } from '../../contracts/roles.ts'
import { DatabaseUnavailable } from '../db/database-errors.ts'
import { AppError } from '../errors.ts'
import { absoluteMs, needsSecondFactor, sessionCookieName } from './session-rules.ts'
import type { AuthSecret, SignInDeps, SignInLibrary } from './sign-in-library.ts'

/**
 * Who is asking. A browser's login also says when it began and whether a second factor is still owed.
 * `system`: nobody asked; what is made needs a person's name and gets this one (`actorIdOf` keeps it out of the audit chain).
 * `standsFor` is set where the role alone does not allow what is asked: the approvers in whose place somebody acts.
 * A token is `isLesser` when its role is below its person's.
 */
export type Actor = { userId: string; role: Role; standsFor?: readonly string[] } & (
  | { via: 'token'; isLesser?: boolean }
  /** A page in LINE: LINE says whose chat it is, and the officer has joined it to the account. */
  | { via: 'line' }
  | { via: 'system' }
  | { via: 'session'; sessionId: string; signedInAt: Date; owesSecondFactor: boolean; hasSecondFactor: boolean }
)

export type Auth = {
  /** The actor of an `Authorization: Bearer` value, or undefined when it is unknown, ended or switched off. */
  findActor(bearer: string): Promise<Actor | undefined>
  /** The actor of a browser's cookie, and the cookies to send back: a login in use is prolonged. */
  findSession(cookie: string): Promise<{ actor: Actor; setCookies: string[] } | undefined>
  /** Answers a request of the sign-in pages. Which of the library's paths are open is decided where it is mounted. */
  handle(request: Request): Promise<Response>
  hashPassword(password: string): Promise<string>
  /**
   * Makes a token for a person, and the person when the address is new. The token is shown once and stored hashed.
   * @throws AppError TOKEN_BEYOND_PERSON when the role allows what the person's own does not.
   */
  createToken(request: {
    email: string
    role: Role
    name: string
    expiresInDays: number
    /** Who makes it; left out on the command line. */
    actorId?: string
  }): Promise<{ token: string; userId: string; id: string }>
}

type SignInLibraries = [newest: SignInLibrary, ...older: SignInLibrary[]]

const TokenMetadata = z.object({ role: z.enum(roles) })
const dayInSeconds = 86_400

/**
 * `secrets`: the newest first. A new one in front signs nobody out: logins begun under an older one go on until they end by
 * themselves, twelve hours at most, and it may then be taken out. The last is the installation's own, made in SECRETS_DIR.
 */
export function createAuth(deps: SignInDeps & { secrets: [AuthSecret, ...AuthSecret[]] }): Auth {
  const { prisma } = deps.database
  const own = deps.secrets[deps.secrets.length - 1] as AuthSecret
  let opening: Promise<SignInLibraries> | undefined

  // Loaded when somebody asks: a worker, whom nobody signs in to, is spared its 25 MB.
  function openLibraries(): Promise<SignInLibraries> {
    opening ??= import('./sign-in-library.ts').then(({ openSignInLibrary }) => {
      // The library signs cookies with one secret and knows none signed with another: so one of it for each.
      const [newest, ...older] = deps.secrets.map((first) =>
        openSignInLibrary(deps, [first, ...deps.secrets.filter((other) => other !== first)], own.value),
      )
      return [newest as SignInLibrary, ...older]
    })
    return opening
  }
  const openNewest = async () => (await openLibraries())[0]

  async function findLogin(headers: Headers) {
    for (const library of await openLibraries()) {
      const { response, headers: answered } = await library.api.getSession({ headers, returnHeaders: true })
      if (response) return { ...response, library, setCookies: answered.getSetCookie() }
    }
    return undefined
  }

  async function findOrCreateUser(email: string, role: Role) {
    const found = await prisma.user.findUnique({ where: { email } })
    if (found) return found
    return prisma.user.create({ data: { id: uuidv7(), email, name: email.split('@')[0] as string, role } })
  }

  /** The library calls a key invalid too when the database failed it. A row that says otherwise makes that a 503 and not a 401. */
  async function findKey(bearer: string) {
    const { valid, key } = await (await openNewest()).api.verifyApiKey({ body: { key: bearer } })
    if (valid) return key
    const { defaultKeyHasher } = await import('@better-auth/api-key')
    const row = await prisma.apikey.findUnique({ where: { key: await defaultKeyHasher(bearer) } })
    const isGood = row?.enabled && (row.expiresAt === null || row.expiresAt > new Date())
    if (isGood) throw new DatabaseUnavailable('the row of a good token could not be read')
    return null
  }

  return {
    async findActor(bearer) {
      const key = await findKey(bearer)
      if (!key) return undefined
      const metadata = TokenMetadata.safeParse(key.metadata)
      if (!metadata.success) return undefined
      const person = await prisma.user.findUnique({
        where: { id: key.referenceId },
        select: { disabledAt: true, role: true },
      })
      const { role } = metadata.data
      // Looked at on every request: whoever loses a role loses with it what their tokens may do.
      if (!person || person.disabledAt || !isWithin(role, person.role as Role)) return undefined
      return { userId: key.referenceId, role, via: 'token', isLesser: role !== person.role }
    },
    async findSession(cookie) {
      if (!cookie.includes(sessionCookieName(deps.publicUrl))) return undefined
      const login = await findLogin(new Headers({ cookie }))
      if (!login) return undefined
      const { session, user, setCookies } = login
      const role = z.enum(roles).safeParse(user.role)
      const isOver = Date.now() - session.createdAt.getTime() > absoluteMs
      if (isOver || user.disabledAt || !role.success) {
        await prisma.session.deleteMany({ where: { id: session.id } })
        return undefined
      }
      const hasSecondFactor = user.isDemo || user.twoFactorEnabled === true
      const actor = {
        userId: user.id,
        role: role.data,
        via: 'session' as const,
        sessionId: session.id,
        signedInAt: session.createdAt,
        owesSecondFactor: needsSecondFactor(role.data) && !hasSecondFactor,
        hasSecondFactor,
      }
      return { actor, setCookies }
    },
    async handle(request) {
      const login = deps.secrets.length > 1 ? await findLogin(request.headers) : undefined
      return (login?.library ?? (await openNewest())).handler(request)
    },
    hashPassword: async (password) => (await (await openNewest()).$context).password.hash(password),
    async createToken({ email, role, name, expiresInDays, actorId }) {
      const address = z.email().safeParse(email.toLowerCase())
      if (!address.success) throw new AppError('BAD_REQUEST', `--email ${email} is no e-mail address.`, { status: 400 })
      const user = await findOrCreateUser(address.data, role)
      if (!isWithin(role, user.role as Role)) {
        const message = `${address.data} is ${user.role}: a token of theirs cannot act as ${role}. Change their role first, or choose a lesser one.`
        throw new AppError('TOKEN_BEYOND_PERSON', message, { status: 422 })
      }
      // Before the token exists: an entry without a token is harmless, the reverse is not.
      await deps.database.transaction((tx) =>
        deps.audit.record(tx, {
          actorId: actorId ?? null,
          action: 'token.create',
          subject: user.id,
          data: { role, via: actorId === undefined ? 'cli' : 'console' },
        }),
      )
      const created = await (await openNewest()).api.createApiKey({
        body: { userId: user.id, name, expiresIn: expiresInDays * dayInSeconds, metadata: { role } },
      })
      return { token: created.key, userId: user.id, id: created.id }
    },
  }
}
