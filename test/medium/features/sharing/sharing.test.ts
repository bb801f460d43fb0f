import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSharing } from '../../../../src/features/sharing/index.ts'
import type { LineUserId } from '../../../../src/line/ids.ts'
import { AppError } from '../../../../src/platform/errors.ts'
import { createApp } from '../../../../src/platform/http/create-app.ts'
import { createLog } from '../../../../src/platform/log.ts'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'
import { filing } from '../../../support/filing.ts'

let office: CampaignOffice
let baseUrl: string
let card: string
let close: () => Promise<void>
beforeAll(async () => {
  office = await openCampaignOffice()
  const pageDir = mkdtempSync(join(tmpdir(), 'share-page-'))
  const sharing = createSharing({
    database: office.database,
    // LINE's word for whose token it is: here a token is the id of its person.
    async readIdToken(token) {
      if (token.startsWith('U')) return token as LineUserId
      throw new AppError('ID_TOKEN_INVALID', 'It is not one of ours.', { status: 401 })
    },
    liff: { url: 'https://liff.line.me', id: '1234-abcd' },
    isLineLocal: true,
    agencyName: async () => 'หน่วยงานทดสอบ',
    findLinkedOfficer: office.officers.findLinked,
    resolveMessage: office.content.resolveMessage,
    renderCard: office.renderCard,
    listOpenGroups: office.audience.listOpenGroups,
    recordByHand: office.campaigns.recordByHand,
    pageDir,
    frameHolders: [],
  })
  const app = createApp({
    routers: [{ at: '/', handlers: [sharing.pages] }],
    isHttps: false,
    trustedProxies: [],
    log: createLog({ level: 'silent' }),
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/liff/share`
  close = async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(pageDir, { recursive: true })
  }
  const draft = { title: 'การ์ดส่งเอง', ...sampleMessage('notice'), ...filing }
  card = expectStatus(201, await office.call(office.people.editor, '/contents', draft)).id
  expectStatus(200, await office.call(office.people.approver, `/contents/${card}/approve`, {}))
})
afterAll(async () => {
  await close()
  await office.close()
})

async function ask(token: string, path: string, body?: object, language = 'th') {
  const response = await fetch(`${baseUrl}/${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      'accept-language': language,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes.
  return { status: response.status, body: (await response.json()) as any }
}
const see = (token: string, query = '') => ask(token, `card?card=${card}${query}`)
const record = (token: string, groups: string[]) => ask(token, 'record', { key: randomUUID(), card, groups })
const runsByHand = () => office.database.prisma.run.count({ where: { isByHand: true } })

describe('an officer who is known by LINE alone', () => {
  test('records what they sent, when their role owes no second factor; the audit log says that it was by LINE', async () => {
    const { lineUserId, userId } = await office.hireOfficer('editor')
    const group = await office.addGroup()
    const seen = expectStatus(200, await see(lineUserId))
    expect(seen).toMatchObject({ title: expect.any(String), recordUrl: null })
    expect(seen.groups.map(({ id }: { id: string }) => id)).toContain(group)
    expectStatus(200, await record(lineUserId, [group]))
    const entry = await office.database.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'run.by-hand', actorId: userId },
    })
    expect(JSON.parse(entry.body).data).toMatchObject({ via: 'line', groups: [group] })
  })

  test.each(['approver', 'owner'] as const)(
    'who is %s sees the card and may send it, is told no group, and records in the console',
    async (role) => {
      const { lineUserId } = await office.hireOfficer(role)
      const group = await office.addGroup()
      const campaign = randomUUID()
      const seen = expectStatus(200, await see(lineUserId, `&campaign=${campaign}`))
      expect(seen).toMatchObject({ groups: [], recordUrl: `/cards/${card}?record=by-hand&campaign=${campaign}` })
      const before = await runsByHand()
      const refused = await record(lineUserId, [group])
      expect(refused).toMatchObject({ status: 403, body: { code: 'SHARE_IN_CONSOLE' } })
      expect(await runsByHand()).toBe(before)
    },
  )

  test('of a demo, where nobody has a second factor, records whatever their role is', async () => {
    const { lineUserId, userId } = await office.hireOfficer('owner')
    await office.database.prisma.user.update({ where: { id: userId }, data: { isDemo: true } })
    expectStatus(200, await record(lineUserId, [await office.addGroup()]))
  })

  test('and may not write, is joined to no account, or has a closed one, sees and records nothing', async () => {
    const viewer = await office.hireOfficer('viewer')
    expect(await see(viewer.lineUserId)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
    const stranger = `U${'0'.repeat(32)}`
    expect(await see(stranger)).toMatchObject({ status: 403, body: { code: 'OFFICER_NOT_LINKED' } })
    const closed = await office.hireOfficer('editor')
    await office.database.prisma.user.update({ where: { id: closed.userId }, data: { disabledAt: new Date() } })
    expect(await see(closed.lineUserId)).toMatchObject({ status: 403, body: { code: 'OFFICER_NOT_LINKED' } })
    const before = await runsByHand()
    const group = await office.addGroup()
    for (const { lineUserId } of [viewer, closed]) expect((await record(lineUserId, [group])).status).toBe(403)
    expect(await runsByHand()).toBe(before)
  })
})

test('the text to copy says all that the card says, with its link spelled out, and sends nobody to a button', async () => {
  const text = `${'ขอเชิญทุกท่านอ่านแนวปฏิบัติเรื่องการรับของขวัญ '.repeat(16)}จบประกาศ`
  expect(text.length).toBeGreaterThan(600)
  const link = { label: 'อ่านฉบับเต็ม', url: 'https://www.example.go.th/gift' }
  const data = { title: 'งดรับของขวัญ', text, link }
  const row = await office.database.prisma.content.create({
    data: { title: data.title, template: 'notice', data, state: 'approved' },
  })
  const officer = await office.hireOfficer('editor')
  const { body } = await ask(officer.lineUserId, `card?card=${row.id}`)
  expect(body.text).toContain('งดรับของขวัญ')
  expect(body.text).toContain(text)
  expect(body.text).toContain('อ่านฉบับเต็ม: https://www.example.go.th/gift')
  expect(body.text).not.toContain('โปรดเปิดการ์ด')
})

test('a picture as LINE’s own image is sent by hand as that, with what it says to copy', async () => {
  const pictureUrl = `https://opdc.example/media/${'a'.repeat(64)}.jpg`
  const data = { sentAs: 'image', alt: 'ขั้นตอนการยืมทรัพย์สิน', pictureUrl, pictureRatio: '800:1200' }
  const row = await office.database.prisma.content.create({
    data: { title: 'ภาพ', template: 'picture', data, state: 'approved' },
  })
  const officer = await office.hireOfficer('editor')
  const { body } = await ask(officer.lineUserId, `card?card=${row.id}`)
  const message = { type: 'image', originalContentUrl: pictureUrl, previewImageUrl: pictureUrl }
  expect(body).toMatchObject({ title: data.alt, text: data.alt, pictureUrl, messages: [message], isShareable: true })
})

test('the invitation to a poll is shown to nobody to send: only the poll itself asks, and asks all alike', async () => {
  const draft = { title: 'เชิญตอบ', ...sampleMessage('poll-invite'), ...filing }
  const invitation = expectStatus(201, await office.call(office.people.editor, '/contents', draft)).id
  expectStatus(200, await office.call(office.people.approver, `/contents/${invitation}/approve`, {}))
  const { lineUserId } = await office.hireOfficer('editor')
  const seen = await ask(lineUserId, `card?card=${invitation}`)
  expect(seen).toMatchObject({ status: 422, body: { code: 'POLL_INVITATION_ELSEWHERE' } })
})

test.each([
  ['th', /เปิดใหม่จากปุ่มหรือลิงก์เดิม/, /บัตร|การ์ดใน LINE/],
  ['en', /by the same button or link/, /ballot|card in LINE/],
])(
  'a sign-in that LINE does not know is told how to come back in words of no other page, in %s',
  async (language, words, others) => {
    const { status, body } = await ask('nobody', `card?card=${card}`, undefined, language)
    expect([status, body.code]).toEqual([401, 'ID_TOKEN_INVALID'])
    expect(body.message).toMatch(words)
    expect(body.message).not.toMatch(others)
  },
)
