import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../../src/contracts/roles.ts'
import { roles } from '../../../../src/contracts/roles.ts'
import { listTitles as listCardTitles } from '../../../../src/features/content/repo.ts'
import { checkRules } from '../../../../src/features/content/service.ts'
import { createQuestionService } from '../../../../src/features/quiz/question-service.ts'
import type { Actor } from '../../../../src/platform/auth/auth.ts'
import { startWebSystem, type WebSystem } from '../../platform/http/web-system.ts'

let web: WebSystem
const tokens = {} as Record<Role, string>
beforeAll(async () => {
  web = await startWebSystem()
  for (const role of roles) tokens[role] = await web.tokenOf(role)
})
afterAll(() => web.close())

async function call(role: Role, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${web.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens[role]}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  return { status: answer.status, body: (await answer.json()) as any }
}

const question = (code: string) => ({
  code,
  text: 'ของขวัญจากผู้มาติดต่อราชการ ควรทำอย่างไร',
  options: ['รับไว้', 'ปฏิเสธอย่างสุภาพ', 'ส่งต่อ'],
  rightOption: 1,
  explanation: 'นโยบายงดรับของขวัญใช้กับของทุกมูลค่า',
})

describe('a question', () => {
  test('is drafted by one person and approved by another, each step in the audit chain', async () => {
    expect(await call('approver', 'POST', '/quiz/questions', question('own-one'))).toMatchObject({
      status: 201,
      body: { code: 'own-one', state: 'draft', itaItems: [], cardCode: null },
    })
    expect(await call('approver', 'POST', '/quiz/questions/own-one/approve')).toMatchObject({
      status: 403,
      body: { code: 'OWN_WORK' },
    })
    expect(await call('owner', 'POST', '/quiz/questions/own-one/approve')).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    })
    expect(await call('owner', 'POST', '/quiz/questions/own-one/approve')).toMatchObject({
      status: 409,
      body: { code: 'WRONG_STATE' },
    })
    expect(await call('owner', 'POST', '/quiz/questions/own-one/retire')).toMatchObject({ body: { state: 'retired' } })
    const actions = (await call('owner', 'GET', '/audit?limit=50')).body.items
      .filter(({ subject }: { subject: string }) => subject === 'own-one')
      .map(({ action }: { action: string }) => action)
    expect(actions).toEqual(['quiz.retired', 'quiz.approved', 'quiz.create'])
  })

  test('loses its approval when it is changed, and nobody who wrote a part since the last one approves it', async () => {
    await call('editor', 'POST', '/quiz/questions', question('to-change'))
    const approve = (role: Role, body: object = {}) => call(role, 'POST', '/quiz/questions/to-change/approve', body)
    const change = (role: Role, body: object) => call(role, 'PATCH', '/quiz/questions/to-change', body)
    expect(await approve('approver', { version: 1 })).toMatchObject({ status: 200 })
    expect(await change('approver', { version: 1, explanation: 'ของทุกมูลค่า ไม่มีข้อยกเว้น' })).toMatchObject({
      status: 200,
      body: {
        state: 'draft',
        version: 2,
        approvedAt: null,
        text: question('').text,
        explanation: 'ของทุกมูลค่า ไม่มีข้อยกเว้น',
      },
    })
    expect((await change('editor', { version: 1, text: 'จากหน้าจอเก่า' })).body.code).toBe('CHANGED_MEANWHILE')
    expect(await change('editor', { version: 2, options: ['รับ', 'ปฏิเสธ', 'เก็บไว้'] })).toMatchObject({ status: 200 })
    expect((await approve('approver', { version: 3 })).body.code).toBe('OWN_WORK')
    expect((await approve('owner', { version: 2 })).body.code).toBe('CHANGED_MEANWHILE')
    expect((await approve('owner', { version: 3 })).status).toBe(200)
    expect((await change('editor', { version: 3, explanation: 'ของขวัญต่ำกว่า 3,000 บาท รับได้' })).body.code).toBe(
      'CONTENT_RULES',
    )
    expect((await change('viewer', { version: 3, text: 'ก' })).status).toBe(403)
    await call('owner', 'POST', '/quiz/questions/to-change/retire')
    expect((await change('editor', { version: 3, text: 'หลังเลิกใช้' })).body.code).toBe('WRONG_STATE')
    expect((await call('editor', 'PATCH', '/quiz/questions/no-such', { version: 1, text: 'ก' })).status).toBe(404)
  })

  test('is not approved by a deputy in the place of its author; in the place of another the audit chain says so', async () => {
    const questions = createQuestionService({
      audit: web.audit,
      clock: { now: () => new Date() },
      checkRules,
      listCardTitles,
    })
    const act = (userId: string, standsFor?: string[]) =>
      ({ userId, role: 'approver', via: 'session', standsFor }) as Actor
    const drafted = { ...question('by-deputy'), itaItems: [], cardCode: null }
    const { transaction } = web.database
    await transaction((tx) => questions.create(tx, act('author'), drafted))
    const approveFor = (principal: string) =>
      transaction((tx) => questions.approve(tx, act('deputy', [principal]), { code: 'by-deputy' }))
    await expect(approveFor('author')).rejects.toMatchObject({ code: 'OWN_WORK' })
    await approveFor('another')
    const entries = await web.database.prisma.auditEntry.findMany({
      where: { subject: 'by-deputy' },
      orderBy: { seq: 'asc' },
    })
    expect(JSON.parse(entries.at(-1)?.body ?? '')).toMatchObject({ data: { standsFor: 'another' } })
  })

  test('is made once for one Idempotency-Key, and its code is taken', async () => {
    const headers = { 'idempotency-key': 'quiz-once' }
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await call('editor', 'POST', '/quiz/questions', question('once'), headers)).status).toBe(201)
    }
    expect(await call('editor', 'POST', '/quiz/questions', question('once'))).toMatchObject({
      status: 409,
      body: { code: 'QUESTION_EXISTS' },
    })
  })

  test.each([
    ['two options', { options: ['ก', 'ข'] }],
    ['a right answer that is none of them', { rightOption: 3 }],
    ['a code with spaces', { code: 'a b' }],
    ['an option of 81 characters', { options: ['ก'.repeat(81), 'ข', 'ค'] }],
    ['a field nobody knows', { points: 5 }],
  ])('with %s is refused', async (_what, change) => {
    expect((await call('editor', 'POST', '/quiz/questions', { ...question('bad'), ...change })).status).toBe(400)
  })

  test('follows the rules of content, but for a wrong option, which may say what is wrong', async () => {
    const says = (change: object) => call('editor', 'POST', '/quiz/questions', { ...question('words'), ...change })
    const refused = await says({ explanation: 'ของขวัญไม่เกิน 3,000 บาท ถือว่ารับได้' })
    expect([refused.status, refused.body.code]).toEqual([422, 'CONTENT_RULES'])
    expect(refused.body.data.findings).toMatchObject([{ rule: 'SMALL_GIFT' }])
    const options = ['ไม่เกิน 3,000 บาท รับได้', 'ปฏิเสธอย่างสุภาพ', 'ส่งต่อ']
    expect((await says({ options, rightOption: 0 })).status).toBe(422)
    expect((await says({ options: [...options.slice(0, 2), 'ถามคุณสมชาย ใจดี'] })).status).toBe(422)
    expect((await says({ options })).status).toBe(201)
  })

  test('is listed a page at a time', async () => {
    for (const code of ['page-a', 'page-b', 'page-c']) await call('editor', 'POST', '/quiz/questions', question(code))
    const codes: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { code: string }[]; nextCursor: string | null } = (
        await call('viewer', 'GET', `/quiz/questions?limit=2${cursor && `&cursor=${cursor}`}`)
      ).body
      codes.push(...page.items.map(({ code }) => code))
      cursor = page.nextCursor
    }
    expect(codes).toEqual(codes.toSorted())
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toEqual(expect.arrayContaining(['page-a', 'page-b', 'page-c']))
  })
})

test('what the office knows is read by those who read, and names its threshold', async () => {
  expect(await call('viewer', 'GET', '/quiz/awareness')).toMatchObject({
    status: 200,
    body: { threshold: 5, weeks: [] },
  })
  expect((await call('coordinator', 'GET', '/quiz/awareness')).status).toBe(403)
  expect((await call('viewer', 'POST', '/quiz/questions', question('no'))).status).toBe(403)
  expect((await call('editor', 'POST', '/quiz/questions/once/approve')).status).toBe(403)
})
