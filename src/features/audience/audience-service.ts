import type { AudienceSpec } from '../../contracts/api/campaigns.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import * as repo from './audience-repo.ts'
import { listMemberCounts } from './member-count-repo.ts'

/**
 * Who an audience is now: approved groups and registered people, each chat once; ids that name nothing are returned, what
 * cannot be reached (pending, left, blocked) is left out. `via` bears on units and everyone; groups and people are taken as named.
 */
export async function resolveAudience(
  tx: Tx,
  spec: AudienceSpec,
): Promise<{ members: repo.Chat[]; unknownIds: string[] }> {
  const { groups = [], units = [], people = [], everyone = false, via } = spec
  const select = (ids: string[], isMeant: boolean): repo.Selection => ({
    ids,
    unitIds: isMeant ? units : [],
    everyone: isMeant && everyone,
  })
  // One after the other: a transaction has one connection.
  const members = [
    ...(await repo.listReachableGroups(tx, select(groups, via !== 'people'))),
    ...(await repo.listReachablePeople(tx, select(people, via !== 'groups'))),
  ]
  const unknownIds = [
    ...(await repo.listUnknownGroups(tx, groups)),
    ...(await repo.listUnknownUnits(tx, units)),
    ...(await repo.listUnknownPeople(tx, people)),
  ]
  return { members, unknownIds }
}

/** The chats of these people, as far as they are registered and can be reached. */
export async function findPeopleChats(tx: Tx, ids: string[]): Promise<string[]> {
  const chats = await repo.listReachablePeople(tx, { ids, unitIds: [], everyone: false })
  return chats.map(({ chatId }) => chatId)
}

/** Members without the bot of these groups, as last heard of LINE; groups nobody has counted yet are missing. */
export async function countGroupMembers(tx: Tx, lineGroupIds: string[]): Promise<Map<string, number>> {
  const groups = await listMemberCounts(tx, lineGroupIds)
  return new Map(groups.map(({ lineGroupId, memberCount }) => [lineGroupId, memberCount as number]))
}
