import type { AudienceRule } from '../../contracts/api/audience-rule.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { idsNamedIn } from './audience-rules.ts'
import { audienceUnknown, listUnknownIds } from './audience-service.ts'
import type { AudienceDeps } from './needs.ts'
import * as repo from './saved-audience-repo.ts'

/** Audiences with a name, for campaigns to use again and again. */
export function createSavedAudienceService(deps: Pick<AudienceDeps, 'audit' | 'listUsesOf'>) {
  /** @throws AUDIENCE_UNKNOWN (422), AUDIENCE_NAME_TAKEN (409). */
  async function create(
    tx: Tx,
    actor: Actor,
    audience: { name: string; rule: AudienceRule },
  ): Promise<repo.SavedAudienceRow> {
    await checkIds(tx, audience.rule)
    const row = await repo.insertSavedAudience(tx, audience)
    if (!row) throw nameTaken(audience.name)
    await record(tx, actor, 'audience.create', row.id, audience)
    return row
  }

  /** @throws as `create`; AUDIENCE_IN_USE (409) for another rule while a submitted campaign relies on this one. */
  async function update(
    tx: Tx,
    actor: Actor,
    id: string,
    change: { name?: string; rule?: AudienceRule },
  ): Promise<repo.SavedAudienceRow> {
    await lock(tx, id)
    if (change.rule) {
      await checkIds(tx, change.rule)
      // Who is reached was seen by a second person: a campaign they approved must not come to mean others.
      refuseUse((await deps.listUsesOf(tx, id)).filter(({ isSubmitted }) => isSubmitted))
    }
    const row = await repo.updateSavedAudience(tx, id, change)
    if (!row) throw nameTaken(change.name ?? '')
    await record(tx, actor, 'audience.update', id, change)
    return row
  }

  /** @throws AUDIENCE_IN_USE (409) with the campaigns that name it. */
  async function remove(tx: Tx, actor: Actor, id: string): Promise<void> {
    const { name } = await lock(tx, id)
    refuseUse(await deps.listUsesOf(tx, id))
    await repo.deleteSavedAudience(tx, id)
    await record(tx, actor, 'audience.delete', id, { name })
  }

  async function find(tx: Tx, id: string): Promise<repo.SavedAudienceRow> {
    const row = await repo.findSavedAudience(tx, id)
    if (!row) throw notFound(id)
    return row
  }

  async function lock(tx: Tx, id: string): Promise<repo.SavedAudienceRow> {
    const row = await repo.lockSavedAudience(tx, id)
    if (!row) throw notFound(id)
    return row
  }

  async function checkIds(tx: Tx, rule: AudienceRule): Promise<void> {
    const unknownIds = await listUnknownIds(tx, idsNamedIn(rule))
    if (unknownIds.length > 0) throw audienceUnknown(unknownIds)
  }

  function record(tx: Tx, actor: Actor, action: string, subject: string, data: Record<string, unknown>) {
    return deps.audit.record(tx, { actorId: actor.userId, action, subject, data })
  }

  return { create, update, remove, find, list: repo.listSavedAudiences }
}

export type SavedAudienceService = ReturnType<typeof createSavedAudienceService>
export type { SavedAudienceRow } from './saved-audience-repo.ts'

function refuseUse(campaigns: { id: string }[]): void {
  if (campaigns.length === 0) return
  throw new AppError('AUDIENCE_IN_USE', 'Unfinished campaigns use this audience. Cancel them or save another.', {
    status: 409,
    data: { campaigns: campaigns.map(({ id }) => id) },
  })
}

function nameTaken(name: string): AppError {
  return new AppError('AUDIENCE_NAME_TAKEN', `An audience named ${name} exists.`, { status: 409 })
}

function notFound(id: string): AppError {
  return new AppError('NOT_FOUND', `There is no saved audience ${id}.`, { status: 404 })
}
