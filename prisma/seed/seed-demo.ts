import { v7 as uuidv7 } from 'uuid'
import { reviewDayAfter } from '../../src/contracts/filing.ts'
import { cardSearchText } from '../../src/contracts/search-text.ts'
import { calendarDay } from '../../src/platform/calendar-day.ts'
import type { Prisma } from '../../src/platform/db/generated/client.ts'
import type { Tx } from '../../src/platform/db/open-database.ts'
import { cardOfTheDay } from './card-of-the-day.ts'
import { dosDontsCardData } from './dos-donts-card-data.ts'
import { itaSummaryCardData } from './ita-summary-card-data.ts'
import type { ItaYearFigures, Seed } from './load-seed.ts'
import { type StarterCard, starterCards } from './starter-packs.ts'

const demoBadge = 'ฉบับสาธิต'
const daysOpen = 14 // of an opportunity among the examples, whenever the demo is begun
const firstSendAfterMs = 10_000 // long enough to open the phone page and watch the cards arrive

/**
 * A demo office to play with: officers, staff, three approved groups, and two campaigns that fire once, today's card and the
 * ITA summary. They are urgent, so they go out at any hour. Called once in the life of a demo database.
 */
export async function seedDemo(
  tx: Tx,
  seed: Seed,
  options: {
    now: Date
    scheduleRun(tx: Tx, runId: string, at: Date): Promise<void>
    /** Has the picture of an approved card drawn. */
    makeHero(tx: Tx, card: DemoContent): Promise<void>
  },
): Promise<void> {
  const { now } = options
  const officers = await seedOfficers(tx, seed)
  await approveDeck(tx, officers, now)
  await seedExamples(tx, seed, officers, now)
  const groupIds = await seedAudience(tx, seed, now)
  await seedAwareness(tx, now)
  // The copy that is sent is the last of the deck: the bot, asked for today's card, picks out of as many.
  const card = cardOfTheDay([...seed.cards, seed.cards[0] as (typeof seed.cards)[number]], now)
  const year = seed.ita.years[0] as ItaYearFigures
  const cards = [
    {
      name: `การ์ดวันนี้: ${card.title} (สาธิต)`,
      code: card.code,
      title: card.title,
      data: dosDontsCardData(card, { agency: seed.ita.agency.nameTh, badge: demoBadge }),
    },
    {
      name: `สรุปผลการประเมิน ITA ปีงบประมาณ พ.ศ. ${year.fiscalYear} (สาธิต)`,
      code: `ita-${year.fiscalYear}-summary`,
      title: 'สรุปผลการประเมิน ITA',
      data: itaSummaryCardData(seed.ita, { badge: demoBadge }),
    },
  ]
  const starters = starterCards(seed)
  const reviewOn = reviewDayAfter(calendarDay(now))
  for (const [index, { name, code, title, data }] of cards.entries()) {
    const approval = { authorId: officers.editor, approvedBy: officers.approver, approvedAt: now, isDemo: true }
    const { kind, owner, basis, itaItems, tags, template } = starters.find(
      (starter) => starter.code === code,
    ) as StarterCard
    const card = { kind, owner, basis, itaItems, reviewOn, tags, template, title, data }
    const content = await tx.content.create({ data: { ...toRow(card), ...approval, state: 'approved' } })
    await options.makeHero(tx, content)
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

/** In a demo the bot has something to answer with: the drafts count as approved there. `start-real` makes them drafts again. */
async function approveDeck(tx: Tx, officers: { approver: string }, now: Date): Promise<void> {
  const approval = { state: 'approved' as const, approvedBy: officers.approver, approvedAt: now }
  await tx.content.updateMany({ where: { state: 'draft', authorId: null }, data: approval })
  await tx.quizQuestion.updateMany({ where: { state: 'draft', authorId: null }, data: approval })
}

const weeksSeen = 10
const dayMs = 86_400_000
const bangkokMs = 7 * 3_600_000

/** What the demo office knew in the weeks before it was opened, so that the home page has a trend to show. Counts alone, of nobody. */
async function seedAwareness(tx: Tx, now: Date): Promise<void> {
  const questions = await tx.quizQuestion.findMany({ select: { code: true }, orderBy: { code: 'asc' } })
  const today = new Date(now.getTime() + bangkokMs)
  const monday = Date.parse(today.toISOString().slice(0, 10)) - ((today.getUTCDay() + 6) % 7) * dayMs
  const weeks = Array.from({ length: weeksSeen }, (_, place) => place)
  await tx.quizAwareness.createMany({
    data: weeks.flatMap((place) =>
      [0, 1, 2].flatMap((nth) => {
        const question = questions[(place * 3 + nth) % questions.length]
        if (!question) return []
        const peopleCount = 22 + ((place + nth) % 4)
        const share = 0.52 + place * 0.03 + (nth - 1) * 0.05
        const weekOf = new Date(monday - (weeksSeen - place) * 7 * dayMs)
        return [{ weekOf, questionCode: question.code, peopleCount, rightCount: Math.round(peopleCount * share) }]
      }),
    ),
  })
}

/** Where the office would file the examples. */
function fileExamples({ measures }: Seed): Record<string, Pick<StarterCard, 'kind' | 'basis' | 'itaItems'>> {
  const basisOf = (area: number) => `${measures.source} ประเด็นที่ ${area}`
  return {
    'demo-borrow': { kind: 'asset_how_to', basis: basisOf(4), itaItems: ['2566/4.1', '2566/4.2', '2566/4.3'] },
    'demo-training': { kind: 'opportunity', basis: basisOf(6), itaItems: ['2566/6.3'] },
    'demo-budget': { kind: 'budget', basis: basisOf(5), itaItems: ['2566/5.1'] },
  }
}

const exampleOwner = 'สำนักงานเลขาธิการ'

async function seedExamples(
  tx: Tx,
  seed: Seed,
  officers: { editor: string; approver: string },
  now: Date,
): Promise<void> {
  const approval = { authorId: officers.editor, approvedBy: officers.approver, approvedAt: now, isDemo: true }
  const filings = fileExamples(seed)
  await tx.content.createMany({
    data: seed.demoCards.map((card) => {
      const filing = filings[card.code]
      if (!filing) throw new RangeError(`The example ${card.code} is filed nowhere. Name its kind, rule and items.`)
      const data = { ...card.data, ...('closesOn' in card.data && { closesOn: calendarDay(now, daysOpen) }) }
      const reviewOn = reviewDayAfter(calendarDay(now))
      const row = { ...card, ...filing, data, owner: exampleOwner, reviewOn, tags: [] }
      return { ...toRow(row), ...approval, code: card.code, state: 'approved' as const }
    }),
  })
}

type DemoContent = { id: string; template: string; data: unknown; state: 'draft' | 'approved' | 'retired' }

type DemoCard = Pick<StarterCard, 'title' | 'kind' | 'owner' | 'basis' | 'itaItems' | 'tags'> & {
  reviewOn: string
  template: string
  data: unknown
}

const toRow = ({ title, template, kind, owner, basis, itaItems, reviewOn, tags, data }: DemoCard) => ({
  ...{ title, template, kind, owner, basis, itaItems, tags },
  reviewOn: new Date(reviewOn),
  data: data as Prisma.InputJsonValue,
  searchText: cardSearchText({ title, data, basis, owner, itaItems, tags }),
})

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
