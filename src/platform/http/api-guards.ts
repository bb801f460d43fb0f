import type { AnyContractRouter } from '@orpc/contract'
import { implement, os } from '@orpc/server'
import { may, type Permission } from '../../contracts/roles.ts'
import type { Actor } from '../auth/auth.ts'
import { freshMs } from '../auth/session-rules.ts'
import type { Database } from '../db/open-database.ts'
import { AppError } from '../errors.ts'
import type { ApiContext } from './api-context.ts'
import { findKeptAnswer, keepAnswer } from './kept-answers.ts'

/** A feature's part of the API. The first middleware is `allow`: input is looked at after it, so that strangers learn of no field. */
export function implementApi<Contract extends AnyContractRouter>(contract: Contract) {
  return implement(contract).$context<ApiContext>().$config({ initialInputValidationIndex: 1 })
}

/**
 * Lets a procedure run for actors whose role has the permission, and for deputies where an approver has it; from then on
 * `context.actor` is known. A deputy is looked up only where the role says no, so that others pay nothing for it.
 */
export function allow(permission: Permission) {
  return os.$context<ApiContext>().middleware(async ({ context, next }) => {
    const actor = signedIn(context.actor)
    refuseOwing(actor)
    if (may(actor.role, permission)) return next({ context: { actor } })
    const standsFor = may('approver', permission) ? await findPrincipals(context, actor) : []
    if (standsFor.length === 0) {
      throw new AppError('FORBIDDEN', `Role ${actor.role} lacks ${permission}.`, { status: 403 })
    }
    return next({ context: { actor: { ...actor, standsFor } } })
  })
}

/**
 * The approvers in whose place somebody acts. What they lend asks of a login what it asks of theirs, and a token that was made
 * for less than its person may do gets nothing of it. @throws SECOND_FACTOR_NEEDED (403)
 */
async function findPrincipals(context: ApiContext, actor: Actor): Promise<string[]> {
  if (actor.via === 'token' && actor.isLesser) return []
  const principals = await context.listPrincipals(context.tx, actor.userId)
  if (principals.length > 0 && actor.via === 'session' && !actor.hasSecondFactor) throw secondFactorNeeded()
  return principals
}

const secondFactorNeeded = () =>
  new AppError('SECOND_FACTOR_NEEDED', 'This role needs an authenticator app.', { status: 403 })

/** A login of an owner or approver counts for nothing before it has its second factor. @throws SECOND_FACTOR_NEEDED (403) */
export function refuseOwing(actor: ApiContext['actor']): void {
  if (actor?.via === 'session' && actor.owesSecondFactor) throw secondFactorNeeded()
}

/** Lets a procedure run for whoever is signed in, whatever the role: what it gives is the person's own. */
export const allowSignedIn = os
  .$context<ApiContext>()
  .middleware(({ context, next }) => next({ context: { actor: signedIn(context.actor) } }))

function signedIn(actor: ApiContext['actor']) {
  if (!actor) throw new AppError('UNAUTHORIZED', 'No valid bearer token and no login.', { status: 401 })
  return actor
}

/** Asks whoever signed in longer ago than 15 minutes to do so again. A token is made for machines and is always fresh. */
export const needsFreshLogin = os.$context<ApiContext>().middleware(({ context, next }) => {
  const { actor } = context
  if (actor?.via === 'session' && Date.now() - actor.signedInAt.getTime() > freshMs) {
    throw new AppError('FRESH_LOGIN_NEEDED', 'The login is older than 15 minutes.', { status: 403 })
  }
  return next()
})

/** For what becomes another way to sign in: a token would outlive its own end by it, and reach beyond its role. */
export const needsLogin = os.$context<ApiContext>().middleware(({ context, next }) => {
  if (context.actor?.via !== 'session') {
    throw new AppError('LOGIN_NEEDED', 'Only a person who has signed in may do this, not a token.', { status: 403 })
  }
  return next()
})

/**
 * Runs a procedure in one transaction: its rows, its audit entry, its outbox jobs and the answer kept for its
 * Idempotency-Key commit together or not at all, so a crash or an error leaves nothing half done.
 * The same key and request again gives the first answer; while the first still runs, 409; with another request, 422.
 * `keep` takes out of the kept answer what is shown once and stored nowhere.
 */
export function createWriting(database: Database, keep: (answer: unknown) => unknown = (answer) => answer) {
  return os.$context<ApiContext>().middleware(({ context, next }, _input, output) =>
    database.transaction(async (tx) => {
      if (!context.idempotency) return next({ context: { tx } })
      const { key, requestHash } = context.idempotency
      const asked = { actorId: context.actor?.userId ?? '', key, requestHash }
      const kept = await findKeptAnswer(tx, asked)
      // The answer was the output of this same procedure (the hash covers its path), so its type is the same.
      if (kept) return output(kept.answer as never)
      const result = await next({ context: { tx } })
      await keepAnswer(tx, asked, keep(result.output))
      return result
    }),
  )
}

export type Writing = ReturnType<typeof createWriting>
