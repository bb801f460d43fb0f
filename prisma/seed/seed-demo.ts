import { v7 as uuidv7 } from 'uuid'
import { toSearchText } from '../../src/contracts/search-text.ts'
import type { Prisma } from '../../src/platform/db/generated/client.ts'
import type { Tx } from '../../src/platform/db/open-database.ts'
import { cardOfTheDay } from './card-of-the-day.ts'
import { dosDontsCardData } from './dos-donts-card-data.ts'
import { itaSummaryCardData } from './ita-summary-card-data.ts'
import type { Seed } from './load-seed.ts'

const demoBadge = 'ฉบับสาธิต'
const firstSendAfterMs = 10_000 // long enough to open the phone page and watch the cards arrive

/**
 * A demo office to play with: officers, staff, three approved groups, and two campaigns that fire once, today's card and the
 * ITA summary. They are urgent, so they go out at any hour. Called once in the life of a demo database.
 */
export async function seedDemo(
  tx: Tx,
  seed: Seed,
  options: { now: Date; scheduleRun(tx: Tx, runId: string, at: Date): Promise<void> },
): Promise<void> {
  const { now } = options
  const officers = await seedOfficers(tx, seed)
  const groupIds = await seedAudience(tx, seed, now)
  const card = cardOfTheDay(seed.cards, now)
  const cards = [
    {
      name: `การ์ดวันนี้: ${card.title} (สาธิต)`,
      template: 'dos-donts',
      title: card.title,
      data: dosDontsCardData(card, { agency: seed.ita.agency.nameTh, badge: demoBadge }),
    },
    {
      name: 'สรุปผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566 (สาธิต)',
      template: 'ita-summary',
      title: 'สรุปผลการประเมิน ITA',
      data: itaSummaryCardData(seed.ita, { badge: demoBadge }),
    },
  ]
  for (const [index, { name, template, title, data }] of cards.entries()) {
    const approval = { authorId: officers.editor, approvedBy: officers.approver, approvedAt: now, isDemo: true }
    const content = await tx.content.create({
      data: {
        ...approval,
        title,
        template,
        data: data as Prisma.InputJsonValue,
        state: 'approved',
        searchText: toSearchText(title, data),
      },
    })
    const at = new Date(now.getTime() + firstSendAfterMs + index * 1000)
    const campaign = await tx.campaign.create({
      data: {
        ...approval,
        name,
        messages: [{ contentId: content.id }],
        audience: { groups: groupIds, via: 'groups' },
        schedule: { kind: 'once', at: at.toISOString() },
        isUrgent: true,
        state: 'scheduled',
        nextRunAt: at,
        submittedAt: now,
      },
    })
    const run = await tx.run.create({ data: { campaignId: campaign.id, scheduledFor: at, dueAt: at } })
    await options.scheduleRun(tx, run.id, at)
  }
}

async function seedOfficers(tx: Tx, seed: Seed): Promise<{ editor: string; approver: string }> {
  const officers = seed.demo.officers.map((officer) => ({
    ...officer,
    id: uuidv7(),
    isDemo: true,
    emailVerified: true,
  }))
  await tx.user.createMany({ data: officers })
  const idOf = (role: string) => officers.find((officer) => officer.role === role)?.id as string
  return { editor: idOf('editor'), approver: idOf('approver') }
}

async function seedAudience(tx: Tx, seed: Seed, now: Date): Promise<string[]> {
  const units = new Map(
    (await tx.unit.findMany({ select: { id: true, code: true } })).map(({ id, code }) => [code, id]),
  )
  const unitIdOf = (code: string | null) => (code === null ? null : (units.get(code) ?? null))
  await tx.staff.createMany({
    data: seed.demo.users.map(({ userId, displayName, unit }) => ({
      lineUserId: userId,
      displayName,
      unitId: unitIdOf(unit),
      state: 'registered' as const,
      isDemo: true,
      joinedAt: now,
    })),
  })
  const groups = await tx.group.createManyAndReturn({
    data: seed.demo.groups.map(({ groupId, groupName, unit, hasOutsiders, memberIds }) => ({
      lineGroupId: groupId,
      name: groupName,
      unitId: unitIdOf(unit),
      hasOutsiders,
      memberCount: memberIds.length,
      state: 'approved' as const,
      isDemo: true,
      joinedAt: now,
      approvedAt: now,
    })),
    select: { id: true },
  })
  return groups.map((group) => group.id)
}
