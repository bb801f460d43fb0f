import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '../../contracts/roles.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { findLink, putLink, takeLink } from './link-repo.ts'
import { linkPage, type UserDeps } from './needs.ts'
import { endWaysIn, setPassword } from './repo.ts'

const lifeMs = 7 * 86_400_000

export type NewLink = { userId: string; url: string; expiresAt: Date }

/** Links that let somebody choose a password: 256 random bits, used once, kept as a digest. */
export function createLinkService(deps: UserDeps) {
  async function make(tx: Tx, { userId, createdBy }: { userId: string; createdBy: string | null }): Promise<NewLink> {
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(deps.clock.now().getTime() + lifeMs)
    await putLink(tx, { userId, tokenHash: digest(token), expiresAt, createdBy })
    return { userId, url: `${deps.publicUrl}${linkPage}${token}`, expiresAt }
  }

  async function look(tx: Tx, token: string) {
    const link = await findLink(tx, digest(token), deps.clock.now())
    if (!link) throw new AppError('LINK_UNKNOWN', 'The link has ended or was used.', { status: 404 })
    return { ...link, user: { ...link.user, role: link.user.role as Role } }
  }

  async function use(token: string, password: string): Promise<{ email: string }> {
    await look(deps.database.prisma, token)
    // Before the transaction: it takes a tenth of a second on purpose.
    const hash = await deps.auth.hashPassword(password)
    return deps.database.transaction(async (tx) => {
      const { id, user } = await look(tx, token)
      if (!(await takeLink(tx, id))) throw new AppError('LINK_UNKNOWN', 'The link was used just now.', { status: 404 })
      await setPassword(tx, user.id, hash)
      await endWaysIn(tx, user.id)
      await deps.audit.record(tx, { actorId: user.id, action: 'user.choose-password', subject: user.id })
      return { email: user.email }
    })
  }

  return { make, look, use }
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex')

export type LinkService = ReturnType<typeof createLinkService>
