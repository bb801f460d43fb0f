import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Database, Tx } from '../db/open-database.ts'
import { pinTries } from './session-rules.ts'

export type PinHash = {
  hash(text: string): Promise<string>
  verify(given: { hash: string; password: string }): Promise<boolean>
}

/**
 * The phones on which a PIN stands in for the authenticator app. The phone holds a secret of 256 bits, this table a digest of it and a
 * slow hash of secret and PIN together: a copy of the table lets nobody try a million PINs, a phone without its PIN gets five tries.
 */
export function createEnrolledPhones({ prisma }: Pick<Database, 'prisma'>) {
  const hasLine = async (userId: string) => (await prisma.officerLine.count({ where: { userId } })) === 1

  /** The phone that a cookie names, if it is this officer's. */
  async function find(userId: string, cookie: string | null | undefined) {
    const [id, secret] = cookie?.split('.') ?? []
    if (!id || !secret || !/^[0-9a-f-]{36}$/.test(id)) return undefined
    const phone = await prisma.enrolledPhone.findFirst({ where: { id, userId } })
    return phone && isSame(phone.keyHash, digest(secret)) ? { ...phone, secret } : undefined
  }

  /** Counted before the PIN is looked at, so that many tries at once are not more than five. */
  async function tryPin(phone: { id: string; secret: string; pinHash: string }, pin: string, pins: PinHash) {
    const [counted] = await prisma.enrolledPhone.updateManyAndReturn({
      where: { id: phone.id, wrongPins: { lt: pinTries } },
      data: { wrongPins: { increment: 1 } },
      select: { wrongPins: true },
    })
    if (!counted) return 'locked' as const
    if (await pins.verify({ hash: phone.pinHash, password: joined(phone.secret, pin) })) return 'right' as const
    return counted.wrongPins < pinTries ? ('wrong' as const) : ('locks' as const)
  }

  /** The login that now stands for the phone; the one before it, left behind in the same browser, ends. */
  async function noteLogin(
    phone: { id: string; sessionId: string | null },
    sessionId: string,
    now: Date,
  ): Promise<void> {
    if (phone.sessionId) await prisma.session.deleteMany({ where: { id: phone.sessionId } })
    await prisma.enrolledPhone.update({ where: { id: phone.id }, data: { wrongPins: 0, lastUsedAt: now, sessionId } })
  }

  /** Gives what the phone is to keep. A phone enrolled before in the same browser goes. */
  async function enrol(
    tx: Tx,
    phone: { userId: string; name: string; replaces: string | undefined },
    pinHash: (secret: string) => Promise<string>,
  ): Promise<{ id: string; cookie: string }> {
    const { userId, name, replaces } = phone
    const secret = randomBytes(32).toString('base64url')
    if (replaces) await tx.enrolledPhone.deleteMany({ where: { id: replaces, userId } })
    const { id } = await tx.enrolledPhone.create({
      data: { userId, name, keyHash: digest(secret), pinHash: await pinHash(secret) },
    })
    return { id, cookie: `${id}.${secret}` }
  }

  return { hasLine, find, tryPin, noteLogin, enrol }
}

export const joined = (secret: string, pin: string) => `${secret}:${pin}`

const digest = (secret: string) => createHash('sha256').update(secret).digest('hex')
const isSame = (one: string, other: string) => timingSafeEqual(Buffer.from(one), Buffer.from(other))
