import type { AudienceSpec } from '../../contracts/api/campaigns.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { measureAudience, resolveAudience } from './audience-service.ts'
import { listStaffByChat, listUnitsOfGroups } from './eligible-repo.ts'

const listedAtMost = 50_000 // Held as one list: 1,000,000 took the heap of a worker (192 MB), and the worker with it.

/**
 * The registered staff that an audience stands for. A group means the people of its unit, one without a unit everybody: LINE
 * does not tell who is in it, and an invitation there is read by people who would else be turned away.
 * @throws POLL_AUDIENCE_TOO_LARGE (422)
 */
export async function listStaffOf(tx: Tx, spec: AudienceSpec): Promise<{ staffIds: string[]; unknownIds: string[] }> {
  const groups = await listUnitsOfGroups(tx, spec.groups ?? [])
  const units = groups.flatMap(({ unitId }) => (unitId ? [unitId] : []))
  const wanted: AudienceSpec = {
    ...spec,
    units: [...(spec.units ?? []), ...units],
    everyone: spec.everyone || groups.some(({ unitId }) => unitId === null),
    via: 'people',
  }
  const { people: eligible } = await measureAudience(tx, wanted)
  if (eligible > listedAtMost) {
    throw new AppError(
      'POLL_AUDIENCE_TOO_LARGE',
      'More people are eligible than one poll can list. Ask unit by unit.',
      {
        status: 422,
        data: { eligible, limit: listedAtMost },
      },
    )
  }
  const { members, unknownIds } = await resolveAudience(tx, wanted)
  const chatIds = members.filter(({ kind }) => kind === 'person').map(({ chatId }) => chatId)
  return { staffIds: await listStaffByChat(tx, chatIds), unknownIds }
}
