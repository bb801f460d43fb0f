import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { makesLoop } from './audience-rules.ts'
import { audienceUnknown, listUnknownIds } from './audience-service.ts'
import * as repo from './containment-repo.ts'
import { findGroup } from './group-repo.ts'
import type { AudienceDeps } from './needs.ts'

/** Which groups contain others, as officers say it: LINE does not tell who is in a group. */
export function createContainmentService(deps: Pick<AudienceDeps, 'audit'>) {
  async function list(tx: Tx, id: string): Promise<string[]> {
    await mustExist(tx, id)
    return repo.listContained(tx, id)
  }

  /** @throws AUDIENCE_UNKNOWN (422) for groups that do not exist, GROUP_LOOP (422) where a group would be inside itself. */
  async function set(tx: Tx, actor: Actor, id: string, groupIds: string[]): Promise<string[]> {
    await mustExist(tx, id)
    const containedIds = [...new Set(groupIds)]
    const unknownIds = await listUnknownIds(tx, { groups: containedIds })
    if (unknownIds.length > 0) throw audienceUnknown(unknownIds)
    await repo.lockContainments(tx)
    if (makesLoop(await repo.listContainments(tx), id, containedIds)) {
      throw new AppError('GROUP_LOOP', 'A group cannot contain itself, nor by way of others.', { status: 422 })
    }
    await repo.replaceContained(tx, id, containedIds)
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'group.contains',
      subject: id,
      data: { groupIds: containedIds },
    })
    return repo.listContained(tx, id)
  }

  async function mustExist(tx: Tx, id: string): Promise<void> {
    if (!(await findGroup(tx, id))) throw new AppError('NOT_FOUND', `There is no group ${id}.`, { status: 404 })
  }

  return { list, set }
}

export type ContainmentService = ReturnType<typeof createContainmentService>
