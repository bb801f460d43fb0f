import { createHash } from 'node:crypto'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/open-database.ts'
import { AppError } from '../errors.ts'
import { daysBefore, type Retention } from '../retention.ts'

type Asked = { actorId: string; key: string; requestHash: string }

/**
 * The answer a person was given to this request before, under the same key; undefined the first time, with the key taken until the
 * transaction ends. @throws IDEMPOTENCY_KEY_IN_USE (409) while the first still runs; IDEMPOTENCY_KEY_REUSED (422)
 */
export async function findKeptAnswer(
  tx: Tx,
  { actorId, key, requestHash }: Asked,
): Promise<{ answer: unknown } | undefined> {
  await lockKey(tx, actorId, key)
  const kept = await tx.idempotencyKey.findUnique({ where: { actorId_key: { actorId, key } } })
  if (kept && kept.requestHash !== requestHash)
    throw new AppError('IDEMPOTENCY_KEY_REUSED', 'This key was used with another request.', { status: 422 })
  return kept ?? undefined
}

export async function keepAnswer(tx: Tx, asked: Asked, answer: unknown): Promise<void> {
  const plain = JSON.parse(JSON.stringify(answer)) as Prisma.InputJsonValue
  await tx.idempotencyKey.create({ data: { ...asked, answer: plain } })
}

/** Removes the answers kept about a row: part of its erasure. */
export async function forgetAnswers(tx: Tx, id: string): Promise<void> {
  await tx.idempotencyKey.deleteMany({ where: { answer: { path: ['id'], equals: id } } })
}

/** Answers are kept for two days: a client that repeats itself later than that is told the state it finds. */
export const idempotencyRetention: Retention = {
  name: 'idempotency keys',
  apply: async (tx, now) =>
    (await tx.idempotencyKey.deleteMany({ where: { createdAt: { lt: daysBefore(now, 2) } } })).count,
}

async function lockKey(tx: Tx, actorId: string, key: string): Promise<void> {
  const lockId = createHash('sha256').update(`${actorId}\0${key}`).digest().readBigInt64BE()
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`SELECT pg_try_advisory_xact_lock(${lockId}::bigint) AS locked`
  if (!row?.locked)
    throw new AppError('IDEMPOTENCY_KEY_IN_USE', 'The first request with this key is still running.', { status: 409 })
}
