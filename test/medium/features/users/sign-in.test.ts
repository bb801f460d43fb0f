import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openSignInOffice,
  readAuthenticator,
  type SignInOffice,
  type TestBrowser,
} from '../../../support/sign-in-office.ts'

let office: SignInOffice
beforeAll(async () => {
  office = await openSignInOffice()
})
afterAll(() => office.close())

/** Signs in and sets up the authenticator app, as an owner does on the first day. */
async function enrol(browser: TestBrowser, { email, password }: { email: string; password: string }) {
  await browser.signIn(email, password)
  const { body } = await browser.auth('/two-factor/enable', { password })
  const done = await browser.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })
  expect(done.status).toBe(200)
  return body as { totpURI: string; backupCodes: string[] }
}

const startedAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

describe('[R30] cookies', () => {
  test('are __Host-, Secure, HttpOnly and SameSite, and new at each login', async () => {
    const person = await office.hire('viewer', 'cookie')
    const browser = office.openBrowser()
    const first = await browser.signIn(person.email, person.password)
    expect(first.status).toBe(200)
    expect(first.setCookies.length).toBeGreaterThan(0)
    for (const cookie of first.setCookies) {
      expect(cookie).toMatch(/^__Host-sucharit\./)
      expect(cookie).toMatch(/; Path=\//i)
      for (const word of [/; HttpOnly/i, /; Secure/i, /; SameSite=Strict/i]) expect(cookie).toMatch(word)
      expect(cookie).not.toMatch(/domain=/i)
    }
    const before = browser.jar.get('__Host-sucharit.session_token')
    expect(before?.length).toBeGreaterThanOrEqual(32)
    await browser.signIn(person.email, person.password)
    expect(browser.jar.get('__Host-sucharit.session_token')).not.toBe(before)
    expect(JSON.stringify(first.body)).not.toContain(before?.split('.')[0])
  })
})

describe('[R32] a page of another site', () => {
  test('changes nothing with our cookie', async () => {
    const person = await office.hire('editor', 'foreign')
    const browser = office.openBrowser()
    await browser.signIn(person.email, person.password)
    const { body } = await browser.get('/me/logins')
    const own = body.items[0].id
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: '' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      const answer = await office.send('DELETE', `/api/v1/me/logins/${own}`, undefined, {
        cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      })
      expect(answer).toMatchObject({ status: 403, body: { code: 'CROSS_SITE' } })
    }
    const form = await browser.post('/sign-in-links/look', { token: 'x' }, { 'content-type': 'text/plain' })
    expect(form.status).toBe(415)
    expect((await browser.get('/me')).status).toBe(200)
    expect(await browser.signIn('a@b.example', 'x', { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
  })
})

describe('[R34] a login ends', () => {
  test('after twelve hours however busy, after two idle, and when it is ended', async () => {
    const person = await office.hire('viewer', 'tired')
    const browser = office.openBrowser()
    for (const change of [{ createdAt: startedAgo(12 * 60 + 1) }, { expiresAt: startedAgo(1) }]) {
      await browser.signIn(person.email, person.password)
      expect((await browser.get('/me')).status).toBe(200)
      await office.database.prisma.session.updateMany({ where: { userId: person.id }, data: change })
      expect((await browser.get('/me')).status).toBe(401)
    }
    await browser.signIn(person.email, person.password)
    const other = office.openBrowser()
    await other.signIn(person.email, person.password)
    const logins = (await other.get('/me/logins')).body.items
    expect(logins).toHaveLength(2)
    const first = logins.find(({ isThis }: { isThis: boolean }) => !isThis)
    expect((await other.delete(`/me/logins/${first.id}`)).status).toBe(200)
    expect((await browser.get('/me')).status).toBe(401)
    await other.auth('/sign-out')
    expect((await other.get('/me')).status).toBe(401)
  })

  test('at once when an owner closes the account, its tokens with it, and no new one begins', async () => {
    const owner = await office.hire('owner', 'closer')
    const boss = office.openBrowser()
    await enrol(boss, owner)
    const person = await office.hire('editor', 'leaver')
    const browser = office.openBrowser()
    await browser.signIn(person.email, person.password)
    expect((await boss.patch(`/users/${person.id}`, { role: 'viewer' })).body.role).toBe('viewer')
    expect((await browser.get('/me')).body.role).toBe('viewer')
    expect((await boss.post(`/users/${person.id}/close`)).body.state).toBe('closed')
    expect((await browser.get('/me')).status).toBe(401)
    expect(await browser.signIn(person.email, person.password)).toMatchObject({
      status: 401,
      body: { code: 'INVALID_EMAIL_OR_PASSWORD' },
    })
    expect((await boss.post(`/users/${person.id}/reopen`)).body.state).toBe('active')
    expect((await browser.signIn(person.email, person.password)).status).toBe(200)
  })

  test('tokens end with the role under which they were made, and with the account, for good', async () => {
    const boss = office.openBrowser()
    await enrol(boss, await office.hire('owner', 'keeper'))
    const second = await office.hire('owner', 'demoted')
    const maker = office.openBrowser()
    await enrol(maker, second)
    const make = async () => {
      const { body } = await maker.post('/tokens', { name: 'script', role: 'owner', expiresInDays: 1 })
      return (path: string) =>
        office.send('GET', `/api/v1${path}`, undefined, { authorization: `Bearer ${body.token}` })
    }
    const asOwner = await make()
    expect((await asOwner('/users')).status).toBe(200)
    expect((await boss.patch(`/users/${second.id}`, { name: 'New name' })).status).toBe(200)
    expect((await asOwner('/users')).status).toBe(200)
    expect((await boss.patch(`/users/${second.id}`, { role: 'viewer' })).status).toBe(200)
    expect((await asOwner('/users')).status).toBe(401)

    expect((await boss.patch(`/users/${second.id}`, { role: 'owner' })).status).toBe(200)
    const asOwnerAgain = await make()
    expect((await boss.post(`/users/${second.id}/close`)).status).toBe(200)
    expect((await boss.post(`/users/${second.id}/reopen`)).status).toBe(200)
    expect((await asOwnerAgain('/users')).status).toBe(401)
  })
})

describe('[R35] sensitive changes', () => {
  test('ask for a login younger than 15 minutes', async () => {
    const owner = await office.hire('owner', 'stale')
    const browser = office.openBrowser()
    await enrol(browser, owner)
    const draft = { name: 'ใหม่', email: 'new@office.example', role: 'viewer' }
    await office.database.prisma.session.updateMany({
      where: { userId: owner.id },
      data: { createdAt: startedAgo(16) },
    })
    for (const answer of [
      await browser.post('/users', draft),
      await browser.post('/tokens', { name: 'x', role: 'viewer' }),
      await browser.patch('/settings', { agencyName: 'x' }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'FRESH_LOGIN_NEEDED' } })
    expect((await browser.get('/users')).status).toBe(200)
    expect(await office.database.prisma.user.count({ where: { email: draft.email } })).toBe(0)
  })
})

describe('the second factor', () => {
  test('is owed by owners and approvers before anything else is answered', async () => {
    for (const role of ['owner', 'approver'] as const) {
      const person = await office.hire(role, `owing-${role}`)
      const browser = office.openBrowser()
      await browser.signIn(person.email, person.password)
      expect((await browser.get('/me')).body).toMatchObject({ owesSecondFactor: true, hasSecondFactor: false })
      const path = role === 'owner' ? '/users' : '/settings'
      expect(await browser.get(path)).toMatchObject({ status: 403, body: { code: 'SECOND_FACTOR_NEEDED' } })
    }
    const viewer = await office.hire('viewer', 'owing-nothing')
    const browser = office.openBrowser()
    await browser.signIn(viewer.email, viewer.password)
    expect((await browser.get('/me')).body.owesSecondFactor).toBe(false)
  })

  test('once set up is asked at each login: password alone opens nothing, a code or a recovery code does', async () => {
    const person = await office.hire('owner', 'careful')
    const { totpURI, backupCodes } = await enrol(office.openBrowser(), person)
    const browser = office.openBrowser()
    expect((await browser.signIn(person.email, person.password)).body).toMatchObject({ twoFactorRedirect: true })
    expect((await browser.get('/me')).status).toBe(401)
    expect(await browser.auth('/two-factor/verify-totp', { code: '000000' })).toMatchObject({ status: 401 })
    expect((await browser.auth('/two-factor/verify-totp', { code: readAuthenticator(totpURI) })).status).toBe(200)
    expect((await browser.get('/users')).status).toBe(200)

    const other = office.openBrowser()
    await other.signIn(person.email, person.password)
    expect((await other.auth('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(200)
    expect((await other.get('/me')).status).toBe(200)
    const again = office.openBrowser()
    await again.signIn(person.email, person.password)
    expect((await again.auth('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(401)
  })
})

describe('[R36] guessing', () => {
  test('of one account ends after ten wrong tries, whatever address they come from', async () => {
    const person = await office.hire('viewer', 'guessed')
    const browser = office.openBrowser()
    const statuses: number[] = []
    for (let n = 0; n < 12; n += 1)
      statuses.push((await browser.signIn(person.email, `wrong ${n}`, { 'x-forwarded-for': `203.0.113.${n}` })).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    expect((await browser.signIn(person.email, person.password)).status).toBe(429)
    const keys = (await office.database.prisma.guessCount.findMany()).map(({ key }) => key).join()
    expect(keys).not.toContain(person.email)
    await office.database.prisma.guessCount.updateMany({ data: { expire: BigInt(Date.now() - 1) } })
    expect((await browser.signIn(person.email, person.password)).status).toBe(200)
  })

  test.each(['/change-password', '/two-factor/enable'])(
    'of a password at %s are counted for the login, whatever is named beside',
    async (path) => {
      const person = await office.hire('viewer', `stolen${path.replaceAll('/', '-')}`)
      const browser = office.openBrowser()
      await browser.signIn(person.email, person.password)
      const statuses: number[] = []
      for (let n = 0; n < 12; n += 1) {
        const wrong = { password: `wrong ${n}`, currentPassword: `wrong ${n}` }
        const body = { ...wrong, newPassword: 'long enough 123', email: `${n}@made-up.example` }
        statuses.push(
          (await browser.auth(path, path === '/two-factor/enable' ? { password: wrong.password } : body)).status,
        )
      }
      expect(statuses.slice(-2)).toEqual([429, 429])
      expect(statuses.slice(0, 10)).not.toContain(429)
      await office.database.prisma.guessCount.updateMany({ data: { expire: BigInt(Date.now() - 1) } })
    },
  )

  test('right ones cost nothing', async () => {
    const person = await office.hire('viewer', 'frequent')
    for (let n = 0; n < 15; n += 1)
      expect((await office.openBrowser().signIn(person.email, person.password)).status).toBe(200)
  })
})

describe('what the library offers beside', () => {
  test.each([
    '/sign-up/email',
    '/api-key/create',
    '/update-user',
    '/change-email',
    '/delete-user',
    '/two-factor/disable',
    '/demo/sign-in',
    '/request-password-reset',
  ])('%s does not exist', async (path) => {
    const person = await office.hire('editor', `curious${path.replaceAll('/', '-')}`)
    const browser = office.openBrowser()
    await browser.signIn(person.email, person.password)
    const answer = await browser.auth(path, {
      role: 'owner',
      name: 'x',
      email: 'x@x.example',
      password: 'long enough 123',
    })
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  })
})

describe('[R39] [R40] the log', () => {
  test('has one line for each refusal and each sign-in, and no password, code, cookie or link in any', async () => {
    const from = office.lines.length
    const person = await office.hire('editor', 'logged')
    const browser = office.openBrowser()
    await browser.signIn(person.email, 'wrong\nforged line')
    await browser.signIn(person.email, person.password)
    await browser.get('/users')
    await office.openBrowser().get('/me')
    const cookie = browser.jar.get('__Host-sucharit.session_token') as string
    const lines = office.lines.slice(from).map((line) => JSON.parse(line))
    const told = lines.filter(({ msg }) => msg === 'refused' || msg === 'sign-in')
    expect(told.map(({ msg, code, route }) => [msg, code, route])).toEqual([
      ['refused', 'INVALID_EMAIL_OR_PASSWORD', 'POST /api/auth/sign-in/email'],
      ['sign-in', undefined, 'POST /api/auth/sign-in/email'],
      ['refused', 'FORBIDDEN', 'GET /api/v1/users'],
      ['refused', 'UNAUTHORIZED', 'GET /api/v1/me'],
    ])
    expect(told[2].actor).toBe(person.id)
    const everything = office.lines.join('')
    for (const secret of [person.password, person.email, 'forged line', cookie.split('.')[0] as string])
      expect(everything).not.toContain(secret)
  })
})

describe('ended logins and links', () => {
  test('are removed by the nightly job, those in use stay', async () => {
    const person = await office.hire('viewer', 'kept')
    const browser = office.openBrowser()
    await browser.signIn(person.email, person.password)
    const { prisma } = office.database
    await office.users.retention.apply(prisma, new Date())
    expect((await browser.get('/me')).status).toBe(200)
    await office.users.retention.apply(prisma, new Date(Date.now() + 3 * 3_600_000))
    expect(await prisma.session.count()).toBe(0)
  })
})
