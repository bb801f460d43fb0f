import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openSignInOffice,
  readAuthenticator,
  type SignInOffice,
  type TestBrowser,
} from '../../../support/sign-in-office.ts'

let office: SignInOffice
let owner: { id: string; email: string; password: string }
let boss: TestBrowser

beforeAll(async () => {
  office = await openSignInOffice()
  owner = await office.hire('owner', 'first')
  boss = office.openBrowser()
  await boss.signIn(owner.email, owner.password)
  const { body } = await boss.auth('/two-factor/enable', { password: owner.password })
  await boss.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })
})
afterAll(() => office.close())

const tokenOf = (link: { url: string }) => link.url.split('#')[1]
const auditOf = async (subject: string) =>
  (await office.database.prisma.auditEntry.findMany({ where: { subject }, orderBy: { seq: 'asc' } })).map(
    ({ action }) => action,
  )

describe('an invitation', () => {
  test('is a link shown once, good once, kept as a digest, and leads to an account that can sign in', async () => {
    const { status, body } = await boss.post('/users', { name: 'ผู้จัดทำ', email: 'New@Office.Example', role: 'editor' })
    expect(status).toBe(201)
    expect(body.user).toMatchObject({ email: 'new@office.example', role: 'editor', state: 'invited' })
    expect(body.link.qrSvg).toContain('<svg')
    const token = tokenOf(body.link)
    const stored = JSON.stringify(await office.database.prisma.signInLink.findMany())
    expect(stored).not.toContain(token)

    const visitor = office.openBrowser()
    expect((await visitor.post('/sign-in-links/look', { token })).body).toMatchObject({ name: 'ผู้จัดทำ', role: 'editor' })
    expect((await visitor.post('/sign-in-links/use', { token, password: 'too short' })).status).toBe(400)
    const password = 'เดินไปทำงานทุกเช้า'
    expect((await visitor.post('/sign-in-links/use', { token, password })).status).toBe(200)
    expect(await visitor.post('/sign-in-links/use', { token, password })).toMatchObject({
      status: 404,
      body: { code: 'LINK_UNKNOWN' },
    })
    expect((await visitor.signIn('new@office.example', password)).status).toBe(200)
    expect((await visitor.get('/me')).body).toMatchObject({ role: 'editor', owesSecondFactor: false })
    expect(await auditOf(body.user.id)).toEqual(['user.invite', 'user.choose-password'])
  })

  test('asked for again with its Idempotency-Key makes no second account and shows no secret', async () => {
    const key = { 'idempotency-key': 'invite-1' }
    const draft = { name: 'ซ้ำ', email: 'twice@office.example', role: 'viewer' }
    const first = await boss.post('/users', draft, key)
    const second = await boss.post('/users', draft, key)
    expect(first.body.link.url).toContain('/welcome#')
    expect(second).toMatchObject({ status: 201, body: { user: { id: first.body.user.id }, link: { url: null } } })
    const kept = JSON.stringify(await office.database.prisma.idempotencyKey.findMany())
    expect(kept).not.toContain(tokenOf(first.body.link))
    expect(await boss.post('/users', draft)).toMatchObject({ status: 409, body: { code: 'EMAIL_TAKEN' } })
  })

  test('ends after seven days, when a newer one is made, and when the account is closed', async () => {
    const { body } = await boss.post('/users', { name: 'ช้า', email: 'late@office.example', role: 'viewer' })
    const visitor = office.openBrowser()
    const look = async (token: string | undefined) => (await visitor.post('/sign-in-links/look', { token })).status
    const first = tokenOf(body.link)
    const second = tokenOf((await boss.post(`/users/${body.user.id}/link`)).body)
    expect([await look(first), await look(second)]).toEqual([404, 200])
    await office.database.prisma.signInLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await look(second)).toBe(404)
    const third = tokenOf((await boss.post(`/users/${body.user.id}/link`)).body)
    await boss.post(`/users/${body.user.id}/close`)
    expect(await look(third)).toBe(404)
  })

  test('used by two at once is used by one', async () => {
    const { body } = await boss.post('/users', { name: 'คู่', email: 'pair@office.example', role: 'viewer' })
    const token = tokenOf(body.link)
    const answers = await Promise.all(
      ['first password 1', 'second password 2'].map((password) =>
        office.openBrowser().post('/sign-in-links/use', { token, password }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
  })
})

test('a link opens however many wrong ones strangers have tried: of 2^256 none is found by trying', async () => {
  const { body } = await boss.post('/users', { name: 'Patient', email: 'patient@office.example', role: 'viewer' })
  const stranger = office.openBrowser()
  const tries = Array.from({ length: 120 }, () => stranger.post('/sign-in-links/look', { token: 'x'.repeat(43) }))
  expect(new Set((await Promise.all(tries)).map(({ status }) => status))).toEqual(new Set([404]))
  const [, token] = (body.link.url as string).split('#')
  expect((await stranger.post('/sign-in-links/look', { token })).status).toBe(200)
})

describe('a coordinator', () => {
  test('is invited with the one unit they look after, and leaves it with the role', async () => {
    const unit = await office.database.prisma.unit.create({ data: { code: 'ita', nameTh: 'กลุ่ม ITA', kind: 'กลุ่ม' } })
    const draft = { name: 'ผู้ประสานงาน', email: 'unit@office.example', role: 'coordinator' }
    expect(await boss.post('/users', draft)).toMatchObject({ status: 422, body: { code: 'UNIT_NEEDED' } })
    const nowhere = { ...draft, unitId: '01890000-0000-7000-8000-000000000000' }
    expect(await boss.post('/users', nowhere)).toMatchObject({ status: 404 })
    const { body } = await boss.post('/users', { ...draft, unitId: unit.id })
    expect(body.user).toMatchObject({ role: 'coordinator', unitId: unit.id })
    expect((await boss.patch(`/users/${body.user.id}`, { role: 'viewer' })).body).toMatchObject({ unitId: null })
    expect((await boss.patch(`/users/${body.user.id}`, { role: 'coordinator' })).status).toBe(422)
  })
})

describe('owners', () => {
  test('do not change or close themselves, and the last one stays', async () => {
    for (const answer of [
      await boss.patch(`/users/${owner.id}`, { role: 'viewer' }),
      await boss.post(`/users/${owner.id}/close`),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'OWN_ACCOUNT' } })
    const other = await office.hire('owner', 'second')
    expect((await boss.patch(`/users/${other.id}`, { role: 'approver' })).body.role).toBe('approver')
  })

  test('take a lost authenticator app off an account: its logins end, and it owes a new one', async () => {
    const person = await office.hire('approver', 'phoneless')
    const browser = office.openBrowser()
    await browser.signIn(person.email, person.password)
    const { body } = await browser.auth('/two-factor/enable', { password: person.password })
    await browser.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })
    expect((await browser.get('/me')).body.owesSecondFactor).toBe(false)
    expect((await boss.post(`/users/${person.id}/reset-second-factor`)).body.hasSecondFactor).toBe(false)
    expect((await browser.get('/me')).status).toBe(401)
    await browser.signIn(person.email, person.password)
    expect((await browser.get('/me')).body.owesSecondFactor).toBe(true)
  })

  test('see where somebody is signed in, without the login’s secret, and end one of them alone', async () => {
    const person = await office.hire('editor', 'two-devices')
    const other = await office.hire('editor', 'other-device')
    const [lost, kept, elsewhere] = [office.openBrowser(), office.openBrowser(), office.openBrowser()]
    for (const browser of [lost, kept]) await browser.signIn(person.email, person.password)
    await elsewhere.signIn(other.email, other.password)
    const sessions = await office.database.prisma.session.findMany({ orderBy: { createdAt: 'asc' } })
    const [first, second] = sessions.filter(({ userId }) => userId === person.id)
    const { status, body } = await boss.get(`/users/${person.id}/logins`)
    expect(status).toBe(200)
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([second?.id, first?.id])
    expect(Object.keys(body.items[0]).toSorted()).toEqual(['device', 'id', 'lastUsedAt', 'startedAt'])
    expect(JSON.stringify(body)).not.toContain(first?.token)
    const looked = await office.database.prisma.auditEntry.findMany({ where: { action: 'session.list' } })
    expect(looked.map(({ actorId, subject }) => [actorId, subject])).toEqual([[owner.id, person.id]])
    expect((await kept.get(`/users/${owner.id}/logins`)).status).toBe(403)
    expect((await boss.get('/users/nobody/logins')).status).toBe(404)

    const ofAnother = sessions.find(({ userId }) => userId === other.id)?.id
    expect((await boss.delete(`/users/${person.id}/logins/${ofAnother}`)).status).toBe(404)
    expect((await elsewhere.get('/me')).status).toBe(200)
    expect((await boss.delete(`/users/${person.id}/logins/${first?.id}`)).status).toBe(200)
    expect([(await lost.get('/me')).status, (await kept.get('/me')).status]).toEqual([401, 200])
    const entry = await office.database.prisma.auditEntry.findFirstOrThrow({
      where: { subject: first?.id as string, action: 'session.end' },
    })
    expect([entry.actorId, JSON.parse(entry.body).data]).toEqual([owner.id, { of: person.id }])
  })
})

describe('tokens', () => {
  test('are shown once, listed without their secret, and refused once ended', async () => {
    const { body } = await boss.post('/tokens', { name: 'รายงาน', role: 'viewer', expiresInDays: 30 })
    const asToken = () => office.send('GET', '/api/v1/me', undefined, { authorization: `Bearer ${body.token}` })
    expect((await asToken()).body).toMatchObject({ id: owner.id, role: 'viewer' })
    const { items } = (await boss.get('/tokens')).body
    expect(items).toMatchObject([{ id: body.id, name: 'รายงาน', role: 'viewer', email: owner.email }])
    expect(JSON.stringify(items)).not.toContain(body.token)
    expect((await boss.delete(`/tokens/${body.id}`)).status).toBe(200)
    expect((await asToken()).status).toBe(401)
  })
})

describe('the first owner', () => {
  test('is made once at the start and keeps the password they chose since', async () => {
    const admin = { email: 'admin@office.example', password: 'set by the operator' }
    await Promise.all([office.users.ensureFirstOwner(admin), office.users.ensureFirstOwner(admin)])
    const browser = office.openBrowser()
    expect((await browser.signIn(admin.email, admin.password)).status).toBe(200)
    await office.users.ensureFirstOwner({ ...admin, password: 'another password' })
    expect((await office.openBrowser().signIn(admin.email, admin.password)).status).toBe(200)
    expect(await office.database.prisma.user.count({ where: { email: admin.email } })).toBe(1)
  })
})

test('everything above is in an audit chain that holds', async () => {
  expect(await office.audit.verify()).toMatchObject({ firstBadSeq: null })
})
