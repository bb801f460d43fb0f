import { afterAll, beforeAll, expect, test } from 'vitest'
import { richMenuJobs } from '../../src/features/answers/index.ts'
import { promiseOf } from '../../src/features/polls/promise-rules.ts'
import { redact } from '../../src/features/polls/redact-rules.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createLog } from '../../src/platform/log.ts'
import { createJobRegistry } from '../../src/platform/queue/job-registry.ts'
import { attack } from '../support/attack.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../support/poll-office.ts'
import { until } from '../support/until.ts'
import { createNaivePoll, type NaivePoll } from './naive/naive-poll.ts'

// What people are told, sent and asked: promises, links, reminders and replies.

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(12)
})
afterAll(() => office.dispose())

const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await office.owner.query(sql, values)).rows as Row[]

async function naiveVotes(people: string[]): Promise<NaivePoll> {
  const poll = await createNaivePoll(query)
  for (const person of people) await poll.vote(person, '1')
  return poll
}

attack(14, 'everybody but one who compare notes', {
  // Nothing prevents it, so the promise says so, and promises no more than there is.
  learn: (promise: string[]) => [
    ...(/กลุ่มที่มีคนน้อย.*อาจทำให้ผู้อื่นคาดเดาได้/.test(promise.join()) ? [] : ['the limit is not told']),
    ...promise.filter((line) => /ไม่มีใครรู้ได้|ปลอดภัย 100|ผู้ดูแลระบบไม่มีทางรู้/.test(line)),
  ],
  ours: () => promiseOf('ballot', 'th', 12),
  naive: () => ['ปลอดภัย 100% ไม่มีใครรู้ได้ว่าท่านตอบอะไร'],
})

test.each(['chat', 'ballot', 'ballot_interim', 'room'] as const)('the promise of %s names its own k', (level) => {
  expect(promiseOf(level, 'th', 12).join()).toContain('12')
})

const given: [written: string, ...tellTale: string[]][] = [
  ['นางสาวสมหญิง รักงาน สั่งให้แก้เอกสาร', 'สมหญิง', 'รักงาน'],
  ['ติดต่อ somchai@opdc.go.th หรือ ๐๘๑-๒๓๔-๕๖๗๘', 'somchai', '๕๖๗๘'],
  ['บัตร 1-1037-02071-81-1 หาย 😡', '1-1037', '😡'],
  ['ดู https://example.org/a?b=1 ด้วย', 'example.org'],
]

attack(16, 'who writes like this', {
  learn: (clean: (written: string) => string) =>
    given.flatMap(([written, ...tellTale]) => tellTale.filter((trace) => clean(written).includes(trace))),
  ours: () => redact,
  naive: () => (written) => written.trim(),
})

test('the redactor leaves alone what names nobody', () => {
  expect(redact('งานล่าช้าเพราะขั้นตอนมาก')).toBe('งานล่าช้าเพราะขั้นตอนมาก')
})

attack(18, 'an address of one’s own', {
  learn: (links: string[]) => [
    ...(new Set(links).size > 1 ? links : []),
    ...links.flatMap((link) =>
      [...new URL(link).searchParams.keys()].filter((name) => !['poll', 'key'].includes(name)),
    ),
  ],
  async ours() {
    const id = await office.open({ anonymity: 'ballot' })
    const linkOf = async () => {
      const { campaignId } = expectStatus(200, await office.post(`/polls/${id}/invite`))
      return expectStatus(200, await office.get(`/campaigns/${campaignId}`)).messages[0].data.link.url as string
    }
    // What the bot offers to two people, each by themselves.
    const offered = await Promise.all(
      staff.slice(0, 2).map(async (person) => {
        const polls = await office.features.polls.listOpen(office.database.prisma, person)
        return polls.flatMap(({ opens }) => ('url' in opens && opens.url.includes(id) ? [opens.url] : []))
      }),
    )
    if (offered.some(({ length }) => length !== 1)) throw new Error('The bot does not offer the poll.')
    return [await linkOf(), await linkOf(), ...offered.flat()]
  },
  async naive() {
    const poll = await createNaivePoll(query)
    return staff.slice(0, 2).map(poll.linkFor)
  },
})

type Menu = { person: string; leadsTo: string[] }
type MenuAction = { type: string; data?: string; uri?: string }

/** The menu that LINE shows this person: what its areas send, and where the answer to “แบบสำรวจ” leads. */
async function menuOf(person: string): Promise<Menu> {
  const own = (await office.simulator.line('GET', `/v2/bot/user/${person}/richmenu`)).body.richMenuId
  const shown = own ?? (await office.simulator.line('GET', '/v2/bot/user/all/richmenu')).body.richMenuId
  const { richmenus } = (await office.simulator.line('GET', '/v2/bot/richmenu/list')).body
  const menus = richmenus as { richMenuId: string; areas: { action: MenuAction }[] }[]
  if (!menus.some(({ richMenuId }) => richMenuId === shown)) throw new Error('This person is shown no menu.')
  const actions = menus.flatMap(({ areas }) => areas.map(({ action }) => action))
  const polls = actions.find(({ data }) => data?.includes('polls'))
  const { bot } = office.features
  const event = {
    type: 'postback',
    webhookEventId: crypto.randomUUID(),
    happenedAt: office.clock.now(),
    mode: 'active',
    isRedelivery: false,
    source: { kind: 'user', userId: person },
    replyToken: 'unused',
    data: polls?.data ?? '',
  } as unknown as Parameters<typeof bot.handle>[0]
  const answered = await office.database.transaction((tx) => bot.handle(event, tx))
  const links = JSON.stringify(answered).match(/https?:[^"\\]+/g) ?? []
  if (!links.some((link) => link.includes('poll='))) throw new Error('The menu leads to no poll.')
  return { person, leadsTo: [shown, ...actions.map((action) => JSON.stringify(action)), ...links] }
}

attack(18, 'a menu of one’s own', {
  learn: (menus: Menu[]) => [
    ...(new Set(menus.map(({ leadsTo }) => leadsTo.join('\n'))).size > 1 ? ['who opens which'] : []),
    ...menus.flatMap(({ person, leadsTo }) => leadsTo.filter((link) => link.includes(person))),
  ],
  async ours() {
    await office.open({ anonymity: 'ballot' })
    const jobs = createJobRegistry(richMenuJobs)
    office.features.richMenu.registerJobs(jobs)
    await jobs.find('sync-rich-menu')?.handler({}, { jobId: 'sync', signal: new AbortController().signal })
    return Promise.all(staff.slice(0, 2).map(menuOf))
  },
  async naive() {
    const poll = await createNaivePoll(query)
    return staff.slice(0, 2).map((person) => ({ person, leadsTo: [poll.linkFor(person)] }))
  },
})

attack(20, 'k lowered once people have answered', {
  learn: ({ before, after }: { before: number; after: number }) => (after < before ? [after] : []),
  async ours() {
    const id = await office.open({ threshold: 8 })
    for (const who of [office.people.editor, office.people.approver, office.people.owner]) {
      expect((await office.call(who, 'PATCH', `/polls/${id}`, { threshold: 5 })).status).toBe(409)
    }
    expect((await office.audited('poll.change_refused')).filter(({ subject }) => subject === id)).toHaveLength(3)
    return { before: 8, after: (await office.get(`/polls/${id}`)).body.threshold }
  },
  async naive() {
    const poll = await createNaivePoll(query)
    poll.setThreshold(8)
    const before = poll.threshold
    poll.setThreshold(5)
    return { before, after: poll.threshold }
  },
})

type Mailing = { asked: string[]; sentTo: string[] }
const leftOut = ({ asked, sentTo }: Mailing) => asked.filter((person) => !sentTo.includes(person))

/** The people whom a campaign of ours goes to, by their LINE ids. */
async function recipientsOf(campaignId: string): Promise<string[]> {
  const { audience } = expectStatus(200, await office.get(`/campaigns/${campaignId}`))
  const { staffIds } = await office.features.audience.listStaffOf(office.database.prisma, audience)
  const rows = await office.database.prisma.staff.findMany({ where: { id: { in: staffIds } } })
  return rows.map(({ lineUserId }) => lineUserId)
}

attack(21, 'an answer that comes back to whoever wrote', {
  learn: leftOut,
  async ours() {
    const id = await office.open()
    await office.tapAll(staff.slice(0, 6), id, '1')
    await office.close(id)
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
    const { resultCampaignId } = expectStatus(
      200,
      await office.post(`/polls/${id}/result-card`, { nextStep: 'ปรับเกณฑ์' }),
    )
    return { asked: staff, sentTo: await recipientsOf(resultCampaignId) }
  },
  // A reply is pushed to the authors.
  async naive() {
    const poll = await naiveVotes(staff.slice(0, 6))
    return { asked: staff, sentTo: await poll.answered() }
  },
})

attack(22, 'a reminder to those who have not answered', {
  learn: leftOut,
  async ours() {
    const id = await office.open()
    await office.tapAll(staff.slice(0, 6), id, '1')
    const { campaignId } = expectStatus(200, await office.post(`/polls/${id}/invite`, { isReminder: true }))
    return { asked: staff, sentTo: await recipientsOf(campaignId) }
  },
  async naive() {
    const poll = await naiveVotes(staff.slice(0, 6))
    return { asked: staff, sentTo: await poll.toRemind(staff) }
  },
})

test('[attack 22] who sends could not find out: the login may read neither who may vote nor who has', async () => {
  const sender = openDatabase({ url: office.testDatabase.senderUrl, poolSize: 1, log: createLog({ level: 'silent' }) })
  for (const table of [
    'poll_eligible',
    'ballot.participation',
    'ballot.issuance',
    'ballot.spool',
    'ballot.tally',
    'poll',
  ]) {
    await expect(sender.pool.query(`SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' })
  }
  await sender.close()
})

attack(23, '“show me your screen”', {
  // What a chat shows after a vote: the choice itself, or a choice that can no longer be taken back while its owner is watched.
  learn: ({ replies, isChangeable }: { replies: string[]; isChangeable: boolean }) => [
    ...replies.filter((reply) => /น้อยที่สุด|มากที่สุด/.test(reply)),
    ...(isChangeable ? [] : ['the choice made under watch stays']),
  ],
  async ours() {
    const id = await office.open()
    const [person = '', ...others] = staff.slice(0, 5)
    const replies = await tapInChat(person, id, '0')
    office.turnClock(1000)
    await office.tap(person, id, '3') // alone again
    await office.tapAll(others, id, '3')
    await office.close(id)
    return { replies, isChangeable: (await office.tally(id))['0'] === undefined }
  },
  async naive() {
    const poll = await naiveVotes(staff.slice(0, 1))
    return { replies: ['ท่านเลือก “น้อยที่สุดหรือไม่มีเลย”'], isChangeable: (await poll.answered()).length === 0 }
  },
})

/** What the chat says to a tap, by a reply token of the simulator. */
async function tapInChat(who: string, pollId: string, option: string): Promise<string[]> {
  await office.simulator.control('/events', { type: 'postback', userId: who, data: `vote/1/${pollId}/q1/${option}` })
  const isTap = ({ source }: { source?: { userId?: string } }) => source?.userId === who
  const event = await until(() => office.simulator.receiver.events().findLast(isTap), { withinMs: 5000 })
  await office.tap(who, pollId, option, { replyToken: event.replyToken as string })
  return until(
    async () => {
      const items = (await office.simulator.ledger()) as { to: string; messages: { text?: string }[] }[]
      const said = items.filter(({ to }) => to === who).flatMap(({ messages }) => messages.map(({ text = '' }) => text))
      return said.length > 0 ? said : undefined
    },
    { withinMs: 5000 },
  )
}

test('[attack 23] a choice changes until its batch is counted and not after it, as the promise says', async () => {
  const id = await office.open()
  await office.tapAll(staff, id, '0')
  office.turnClock(1000)
  await office.tapAll(staff, id, '3') // all think again, nothing counted yet
  await office.count()
  expect(await office.tally(id)).toEqual({ '': 7, '3': 7 })
  office.turnClock(1000)
  await office.tapAll(staff, id, '0')
  await office.close(id)
  expect(await office.tally(id)).toEqual({ '': 12, '3': 7, '0': 5 })
  expect(promiseOf('chat', 'th', 5).join()).toContain('เปลี่ยนคำตอบได้เพียงช่วงสั้น ๆ หลังตอบ')
})
