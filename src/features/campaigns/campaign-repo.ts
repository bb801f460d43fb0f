import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import { literally } from '../../platform/db/literally.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { ApprovedAs, CardVersions } from './approval-rules.ts'
import type { CampaignState, RunState } from './rules.ts'

export type CampaignRow = {
  id: string
  name: string
  messages: MessageSpec[]
  audience: AudienceSpec
  schedule: ScheduleSpec
  isUrgent: boolean
  notify: boolean
  chatsPerMinute: number | null
  spreadMinutes: number | null
  correctsRunId: string | null
  state: CampaignState
  nextRunAt: Date | null
  authorId: string
  rejectReason: string | null
  costMessages: number | null
  submittedAt: Date | null
  remindAt: Date | null
  approveBy: Date | null
  approvedAs: ApprovedAs | null
  writers: string[]
  asksReceipt: boolean
  rideMinutes: number | null
  cardVersions: CardVersions | null
  createdAt: Date
}

// JSON columns hold what this feature's own schemas let in; nobody else writes them.
export const toCampaign = (row: Prisma.CampaignGetPayload<object>) => row as unknown as CampaignRow

export async function insertCampaign(
  tx: Tx,
  campaign: Pick<CampaignRow, 'name' | 'messages' | 'audience' | 'schedule' | 'isUrgent' | 'authorId'> & {
    notify?: boolean
    asksReceipt?: boolean
    rideMinutes?: number | null
    chatsPerMinute?: number | null
    spreadMinutes?: number | null
    correctsRunId?: string
    isDemo?: boolean
  },
): Promise<CampaignRow> {
  return toCampaign(await tx.campaign.create({ data: campaign as Prisma.CampaignUncheckedCreateInput }))
}

export async function findCampaign(tx: Tx, id: string): Promise<CampaignRow | undefined> {
  const row = await tx.campaign.findUnique({ where: { id } })
  return row ? toCampaign(row) : undefined
}

export async function findStates(tx: Tx, ids: string[]): Promise<ReadonlyMap<string, CampaignState>> {
  const rows = await tx.campaign.findMany({ where: { id: { in: ids } }, select: { id: true, state: true } })
  return new Map(rows.map(({ id, state }) => [id, state]))
}

/** Reads a campaign and keeps everybody else from changing it until the transaction ends. */
export async function lockCampaign(tx: Tx, id: string): Promise<CampaignRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM campaign WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return findCampaign(tx, id)
}

/** Newest first; ids are UUIDv7, so the cursor is the last id seen. */
export async function listCampaigns(
  tx: Tx,
  { cursor, limit, state, q }: { cursor?: string; limit: number; state?: CampaignState; q?: string },
): Promise<CampaignRow[]> {
  const rows = await tx.campaign.findMany({
    where: {
      ...(cursor && { id: { lt: cursor } }),
      ...(state && { state }),
      ...(q && { name: { contains: literally(q), mode: 'insensitive' } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return rows.map(toCampaign)
}

export async function updateCampaign(
  tx: Tx,
  id: string,
  change: Partial<{
    state: CampaignState
    nextRunAt: Date | null
    submittedAt: Date
    approvedBy: string
    approvedAt: Date
    rejectReason: string | null
    costMessages: number
    remindAt: Date | null
    approveBy: Date | null
    approvedAs: ApprovedAs
    name: string
    messages: MessageSpec[]
    audience: AudienceSpec
    schedule: ScheduleSpec
    isUrgent: boolean
    notify: boolean
    asksReceipt: boolean
    rideMinutes: number | null
    cardVersions: CardVersions
    writers: string[]
  }>,
): Promise<CampaignRow> {
  return toCampaign(await tx.campaign.update({ where: { id }, data: change as Prisma.CampaignUncheckedUpdateInput }))
}

/** A scheduled campaign is completed once none of its runs has anything left to do. */
export async function completeCampaignWithoutRuns(tx: Tx, id: string): Promise<void> {
  const open: RunState[] = ['planned', 'deferred', 'held', 'sending', 'paused']
  await tx.campaign.updateMany({
    where: { id, state: 'scheduled', runs: { none: { isTest: false, state: { in: open } } } },
    data: { state: 'completed', nextRunAt: null },
  })
}
