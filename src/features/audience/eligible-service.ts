import type { AudienceSpec } from '../../contracts/api/campaigns.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { resolveAudience } from './audience-service.ts'
import { listStaffByChat, listUnitsOfGroups } from './eligible-repo.ts'

/**
 * The registered staff that an audience stands for. A group means the people of its unit, one without a unit everybody: LINE
 * does not tell who is in it, and an invitation there is read by people who would else be turned away.
 */
export async function listStaffOf(tx: Tx, spec: AudienceSpec): Promise<{ staffIds: string[]; unknownIds: string[] }> {
  const groups = await listUnitsOfGroups(tx, spec.groups ?? [])
  const units = groups.flatMap(({ unitId }) => (unitId ? [unitId] : []))
  const { members, unknownIds } = await resolveAudience(tx, {
    ...spec,
    units: [...(spec.units ?? []), ...units],
    everyone: spec.everyone || groups.some(({ unitId }) => unitId === null),
    via: 'people',
  })
  const chatIds = members.filter(({ kind }) => kind === 'person').map(({ chatId }) => chatId)
  return { staffIds: await listStaffByChat(tx, chatIds), unknownIds }
}
