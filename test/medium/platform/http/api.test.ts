import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../../src/contracts/roles.ts'
import { roles } from '../../../../src/contracts/roles.ts'
import { filing } from '../../../support/filing.ts'
import { startWebSystem, type WebSystem } from './web-system.ts'

let web: WebSystem
const tokens = {} as Record<Role, string>
beforeAll(async () => {
  web = await startWebSystem()
  for (const role of roles) tokens[role] = await web.tokenOf(role)
})
afterAll(() => web.close())

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
type Answer = { status: number; body: any }

async function call(
  method: string,
  path: string,
  options: { as?: Role; token?: string; body?: unknown; raw?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const token = options.token ?? (options.as && tokens[options.as])
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
  const answer = await fetch(`${web.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body !== undefined && { body }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : undefined }
}

const notice = (title = 'ประกาศ') => ({ title, template: 'notice', data: { title, text: 'ข้อความ' }, ...filing })
const create = async (title?: string) => (await call('POST', '/contents', { as: 'editor', body: notice(title) })).body

describe('who may', () => {
  test.each([undefined, 'sucharit_nonsense', 'x'.repeat(600), 'Ω'])('token %s: 401', async (token) => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${encodeURI(token)}` } : {}
    const { status, body } = await call('GET', '/settings', { headers })
    expect(status).toBe(401)
    expect(body).toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
    expect(body.message).toMatch(/โปรดเข้าสู่ระบบ/)
  })

  test('a role without the permission: 403, in Thai and in English', async () => {
    const th = await call('GET', '/settings', { as: 'viewer' })
    expect(th).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', status: 403 } })
    expect(th.body.message).toMatch(/ไม่มีสิทธิ์/)
    const en = await call('GET', '/settings', { as: 'viewer', headers: { 'accept-language': 'en' } })
    expect(en.body.message).toMatch(/role does not allow/)
  })

  test('the same for every role as the table says', async () => {
    const mayList: Role[] = ['viewer', 'editor', 'approver', 'owner']
    for (const role of roles) {
      const list = await call('GET', '/contents', { as: role })
      expect([role, list.status]).toEqual([role, mayList.includes(role) ? 200 : 403])
      const settings = await call('GET', '/settings', { as: role })
      expect([role, settings.status]).toEqual([role, role === 'owner' ? 200 : 403])
    }
  })

  test('the author does not approve the own card, another approver does', async () => {
    const { body } = await call('POST', '/contents', { as: 'approver', body: notice() })
    expect(await call('POST', `/contents/${body.id}/approve`, { as: 'approver' })).toMatchObject({
      status: 403,
      body: { code: 'OWN_WORK' },
    })
    expect(await call('POST', `/contents/${body.id}/approve`, { as: 'owner' })).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    })
    expect(await call('POST', `/contents/${body.id}/approve`, { as: 'owner' })).toMatchObject({
      status: 409,
      body: { code: 'WRONG_STATE', data: { state: 'approved' } },
    })
  })
})

describe('what does not exist', () => {
  test('a path: 404', async () => {
    expect(await call('GET', '/nowhere', { as: 'owner' })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  })

  test('an object: 404 with words', async () => {
    const answer = await call('GET', `/contents/${randomUUID()}`, { as: 'viewer' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(answer.body.message).toMatch(/ไม่พบ/)
  })
})

describe('[R25] every input is parsed', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a word', 'x'],
    ['no title', { ...notice(), title: undefined }],
    ['an empty title', notice('   ')],
    ['a title of a number', { ...notice(), title: 7 }],
    ['a title too long by one', notice('ก'.repeat(201))],
    ['NUL', notice('a\0b')],
    ['a lone surrogate', notice('a\ud800')],
    ['data of a list', { ...notice(), data: [] }],
    ['a template too long', { ...notice(), template: 'x'.repeat(61) }],
    ['an unknown template', { ...notice(), template: 'nothing' }],
    ['the template of Object', { ...notice(), template: 'constructor' }],
    ['data the template refuses', { ...notice(), data: { title: 7 } }],
    ['too many items', { ...notice(), itaItems: Array.from({ length: 11 }, () => 'i1') }],
  ])('%s is refused with a code, never 500', async (_name, body) => {
    const answer = await call('POST', '/contents', { as: 'editor', body })
    expect([400, 404, 422]).toContain(answer.status)
    expect(answer.body).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), message: expect.any(String) })
  })

  test('the answer names the field and keeps what was sent to itself', async () => {
    const answer = await call('POST', '/contents', { as: 'editor', body: { ...notice(), title: { sent: 'ความลับ' } } })
    expect(answer.body.data.issues).toEqual([expect.objectContaining({ path: ['title'], code: 'invalid_type' })])
    expect(JSON.stringify(answer.body)).not.toContain('ความลับ')
  })

  test('a field that is not known is named by its path', async () => {
    const body = { data: { title: 'ก', text: 'ข', nosuch: 1 } }
    const inThai = await call('POST', '/templates/notice/render', { as: 'editor', body })
    expect(inThai.body.data).toEqual([{ path: 'nosuch', code: 'unrecognized_keys', message: 'ระบบไม่รู้จักช่องนี้' }])
  })

  test.each(['{', '{"title":}', 'title=x', '{"title":"a"'])('%j is no JSON: 400', async (raw) => {
    expect(await call('POST', '/contents', { as: 'editor', raw })).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST' },
    })
  })

  test.each([
    '{"__proto__":{"polluted":1},"title":"a"}',
    '{"\\u005f_proto__":{"polluted":1}}',
    '{"data":{"__pro\\u0074o__":{"polluted":1}}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
  ])('%s changes no prototype', async (raw) => {
    expect((await call('POST', '/contents', { as: 'editor', raw })).status).toBe(400)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('a card whose words speak of "__proto__" is a card', async () => {
    expect((await call('POST', '/contents', { as: 'editor', body: notice('คำว่า "__proto__"') })).status).toBe(201)
  })

  test('deep nesting: never 500', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const raw = JSON.stringify({ ...notice(), data: 'HERE' }).replace('"HERE"', `{"x":${deep}}`)
    const answer = await call('POST', '/contents', { as: 'editor', raw })
    expect(answer.status).toBeLessThan(500)
  })

  test('a body above 1 MB: 413', async () => {
    const answer = await call('POST', '/contents', { as: 'editor', raw: JSON.stringify('x'.repeat(1_200_000)) })
    expect(answer).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } })
  })

  test.each(['?limit=0', '?limit=201', '?limit=x', '?limit=1e9', '?cursor=x', '?state=eaten', '?limit=1&limit=2'])(
    'GET /contents%s: 400',
    async (query) => {
      expect((await call('GET', `/contents${query}`, { as: 'viewer' })).status).toBe(400)
    },
  )

  test('an id that is none: 400', async () => {
    expect((await call('GET', '/contents/7', { as: 'viewer' })).status).toBe(400)
    expect((await call('GET', "/contents/';DROP%20TABLE%20content", { as: 'viewer' })).status).toBe(400)
  })
})

describe('pages', () => {
  test('follow each other by cursor, each card once, the last page says so', async () => {
    const made = new Set<string>()
    for (let n = 0; n < 7; n += 1) made.add((await create(`หน้า ${n}`)).id)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor ? `&cursor=${cursor}` : ''
      const { status, body } = await call('GET', `/contents?limit=3${query}`, { as: 'viewer' })
      expect(status).toBe(200)
      expect(body.items.length).toBeLessThanOrEqual(3)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor
    } while (cursor)
    expect(new Set(seen).size).toBe(seen.length)
    for (const id of made) expect(seen).toContain(id)
  })

  test('of the audit log too, newest first', async () => {
    await create()
    await create()
    const first = await call('GET', '/audit?limit=1', { as: 'owner' })
    expect(first.body.items).toHaveLength(1)
    const second = await call('GET', `/audit?limit=1&cursor=${first.body.nextCursor}`, { as: 'owner' })
    expect(BigInt(second.body.items[0].seq)).toBe(BigInt(first.body.items[0].seq) - 1n)
  })
})

describe('a change', () => {
  test('and its audit entry are one: both or neither', async () => {
    const before = await web.database.prisma.auditEntry.count()
    await call('PATCH', '/settings', { as: 'owner', body: { agencyName: 'กรมตัวอย่าง' } })
    expect(await web.database.prisma.auditEntry.count()).toBe(before + 1)
    await call('PATCH', '/settings', { as: 'owner', body: { agencyName: 7 } })
    expect(await web.database.prisma.auditEntry.count()).toBe(before + 1)
    const { body } = await call('GET', '/audit/verify', { as: 'owner' })
    expect(body).toMatchObject({ entries: before + 1, firstBadSeq: null })
  })

  test('that fails leaves no row', async () => {
    const before = await web.database.prisma.content.count()
    await call('POST', '/contents', { as: 'editor', body: { ...notice(), template: 'nothing' } })
    expect(await web.database.prisma.content.count()).toBe(before)
  })
})

describe('[R27] Idempotency-Key', () => {
  const withKey = (key: string, body: unknown = notice('ครั้งเดียว'), as: Role = 'editor') =>
    call('POST', '/contents', { as, body, headers: { 'idempotency-key': key } })

  test('the same request again gives the first answer and changes nothing', async () => {
    const key = randomUUID()
    const first = await withKey(key)
    const before = await web.database.prisma.content.count()
    expect(await withKey(key)).toEqual(first)
    expect(first.status).toBe(201)
    expect(await web.database.prisma.content.count()).toBe(before)
  })

  test('20 in parallel have one effect; the others replay or hear that it is running', async () => {
    const key = randomUUID()
    const before = await web.database.prisma.content.count()
    const answers = await Promise.all(Array.from({ length: 20 }, () => withKey(key)))
    expect(await web.database.prisma.content.count()).toBe(before + 1)
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id))
    expect(ids.size).toBe(1)
    for (const { status, body } of answers)
      if (status !== 201) expect([status, body.code]).toEqual([409, 'IDEMPOTENCY_KEY_IN_USE'])
  })

  test('with another body: 422; of another person: another key', async () => {
    const key = randomUUID()
    const first = await withKey(key)
    expect(await withKey(key, notice('อื่น'))).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
    const other = await withKey(key, notice('ครั้งเดียว'), 'owner')
    expect(other.status).toBe(201)
    expect(other.body.id).not.toBe(first.body.id)
  })

  test('a refused request leaves the key free', async () => {
    const key = randomUUID()
    expect((await withKey(key, { ...notice(), title: '' })).status).toBe(400)
    expect((await withKey(key)).status).toBe(201)
  })

  test.each(['', ' ', 'x'.repeat(201), 'a b'])('%j is no key: 400', async (key) => {
    expect(await withKey(key)).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_INVALID' } })
  })
})

test('tokens are in no log line', () => {
  for (const token of Object.values(tokens)) expect(web.lines.join()).not.toContain(token)
})

test('who may not call a procedure learns nothing of its fields: 401 and 403 come before the look at the body', async () => {
  const strangers = await call('POST', '/contents', { body: {} })
  expect([strangers.status, strangers.body.data]).toEqual([401, undefined])
  const viewers = await call('POST', '/contents', { as: 'viewer', body: {} })
  expect([viewers.status, viewers.body.data]).toEqual([403, undefined])
  const editors = await call('POST', '/contents', { as: 'editor', body: {} })
  expect([editors.status, editors.body.data.issues.length > 0]).toEqual([400, true])
})

test('[R36] guessing tokens is limited: the 61st wrong one of a minute is not looked at, a right one neither', async () => {
  const guess = async (bearer: string) => {
    const answer = await fetch(`${web.url}/api/v1/contents`, { headers: { authorization: `Bearer ${bearer}` } })
    return answer.status
  }
  const statuses: number[] = []
  for (let n = 0; n < 61; n += 1) statuses.push(await guess(`sucharit_guess${n}`))
  expect(statuses.at(-1)).toBe(429)
  expect(new Set(statuses.slice(0, 50))).toEqual(new Set([401]))
  const right = await call('GET', '/contents', { as: 'editor' })
  expect([right.status, right.body.code]).toEqual([429, 'TOO_MANY_GUESSES'])
})
