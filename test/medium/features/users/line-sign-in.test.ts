import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLineVisitors } from '../../../support/line-visitor.ts'
import { loginChannel, openSignInOffice, type SignInOffice } from '../../../support/sign-in-office.ts'
import { startTestSimulator, type TestSimulator } from '../../../support/test-simulator.ts'

let line: TestSimulator
let office: SignInOffice
let visitors: ReturnType<typeof createLineVisitors>
beforeAll(async () => {
  line = await startTestSimulator({ login: loginChannel })
  office = await openSignInOffice({ lineUrl: line.url })
  visitors = createLineVisitors(office, line)
})
afterAll(async () => {
  await office.close()
  await line.close()
})

const refusedAs = (code: string, status = 401) => ({ status, body: { code } })

describe('an officer whose LINE account is linked', () => {
  test('signs in with LINE alone where the role needs no second factor', async () => {
    const person = await office.hire('editor', 'by-line')
    const lineUserId = await visitors.link(person.id)
    const browser = office.openBrowser()
    expect(await visitors.signIn(browser, lineUserId)).toMatchObject({ status: 200, body: { signedIn: true } })
    expect((await browser.get('/me')).body).toMatchObject({ email: person.email })
    expect((await office.openBrowser().get('/site')).body.canSignInWithLine).toBe(true)
    const link = await office.database.prisma.officerLine.findUniqueOrThrow({ where: { userId: person.id } })
    expect(link.signedInAt).not.toBeNull()
  })

  test.each(['end-logins', 'reset-second-factor'])(
    'does not after an owner’s %s: the phone may be lost',
    async (act) => {
      const person = await office.hire('editor', `lost-${act}`)
      const lineUserId = await visitors.link(person.id)
      const owner = await visitors.hireApprover(`owner-${act}`)
      await office.database.prisma.user.update({ where: { id: owner.id }, data: { role: 'owner' } })
      expect((await owner.desk.post(`/users/${person.id}/${act}`)).status).toBe(200)
      expect((await visitors.signIn(office.openBrowser(), lineUserId)).status).toBe(401)
    },
  )

  test('is given nothing but cookies for this host, Secure, HttpOnly and SameSite=Strict', async () => {
    const person = await visitors.hireWithPhone('cookies-by-line')
    const phone = person.phone
    const begun = await phone.auth('/line/begin')
    const finished = await phone.auth('/line/finish', await visitors.answerOf(begun.body.url, person.lineUserId))
    const entered = await phone.auth('/phone/pin', { pin: person.pin })
    expect(entered.status).toBe(200)
    const cookies = [begun, finished, entered, person.enrolled].flatMap(({ setCookies }) => setCookies)
    expect(cookies.filter((cookie) => cookie.includes('.phone='))).toHaveLength(1)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-sucharit\./)
      for (const word of [/; Path=\//i, /; HttpOnly/i, /; Secure/i, /; SameSite=Strict/i]) expect(cookie).toMatch(word)
    }
  })

  test('owes the second factor after LINE: half signed in opens nothing, a code of the app does', async () => {
    const person = await visitors.hireApprover('half')
    const browser = office.openBrowser()
    expect((await visitors.signIn(browser, person.lineUserId)).body).toMatchObject({ twoFactorRedirect: true })
    expect([...browser.jar.keys()].filter((name) => name.endsWith('session_token'))).toEqual([])
    for (const path of ['/me', '/settings', '/me/phones']) expect((await browser.get(path)).status).toBe(401)
    expect(await browser.auth('/phone/enrol', { pin: '428317', code: person.code() })).toMatchObject({ status: 401 })
    expect((await browser.auth('/two-factor/verify-totp', { code: person.code() })).status).toBe(200)
    expect((await browser.get('/settings')).status).toBe(403) // an approver edits no settings, but is asked no more
    expect((await browser.get('/me')).body).toMatchObject({ owesSecondFactor: false })
  })

  test('without an authenticator app, may do nothing but set one up', async () => {
    const person = await office.hire('approver', 'owing-by-line')
    const browser = office.openBrowser()
    await visitors.signIn(browser, await visitors.link(person.id))
    expect((await browser.get('/me')).body.owesSecondFactor).toBe(true)
    expect(await browser.get('/users')).toMatchObject(refusedAs('SECOND_FACTOR_NEEDED', 403))
  })
})

describe('nobody signs in', () => {
  test('by a LINE account that no officer has linked: no account is made for it', async () => {
    const before = await office.database.prisma.user.count()
    const browser = office.openBrowser()
    expect(await visitors.signIn(browser, await line.user())).toMatchObject(refusedAs('LINE_NOT_LINKED'))
    expect((await browser.get('/me')).status).toBe(401)
    expect(await office.database.prisma.user.count()).toBe(before)
  })

  test('to an account that is closed, and is told no more than a stranger', async () => {
    const person = await office.hire('editor', 'closed-by-line')
    const lineUserId = await visitors.link(person.id)
    await office.database.prisma.user.update({ where: { id: person.id }, data: { disabledAt: new Date() } })
    expect(await visitors.signIn(office.openBrowser(), lineUserId)).toMatchObject(refusedAs('LINE_NOT_LINKED'))
    expect(await office.database.prisma.session.count({ where: { userId: person.id } })).toBe(0)
  })

  test('with the answer of an earlier sign-in, state and cookie included', async () => {
    const person = await office.hire('editor', 'replayed')
    const lineUserId = await visitors.link(person.id)
    const browser = office.openBrowser()
    const sent = await visitors.answerOf(await visitors.begin(browser), lineUserId)
    const cookies = new Map(browser.jar)
    expect((await browser.auth('/line/finish', sent)).status).toBe(200)
    const thief = office.openBrowser()
    for (const [name, value] of cookies) thief.jar.set(name, value)
    expect(await thief.auth('/line/finish', sent)).toMatchObject(refusedAs('LINE_LOGIN_NOT_BEGUN'))
    const fresh = await visitors.answerOf(await visitors.begin(thief), lineUserId)
    expect(await thief.auth('/line/finish', { code: sent.code, state: fresh.state })).toMatchObject(
      refusedAs('LINE_LOGIN_REFUSED'),
    )
  })

  test('as somebody else whose answer is pushed on them: another browser’s state is refused', async () => {
    const attacker = await office.hire('editor', 'pusher')
    const lineUserId = await visitors.link(attacker.id)
    const pushed = await visitors.answerOf(await visitors.begin(office.openBrowser()), lineUserId)
    const victim = office.openBrowser()
    expect(await victim.auth('/line/finish', pushed)).toMatchObject(refusedAs('LINE_LOGIN_NOT_BEGUN'))
    await visitors.begin(victim)
    expect(await victim.auth('/line/finish', pushed)).toMatchObject(refusedAs('LINE_LOGIN_NOT_BEGUN'))
    expect((await victim.get('/me')).status).toBe(401)
  })

  test('with a code of another person put in place of their own: it belongs to another request', async () => {
    const victim = await office.hire('editor', 'code-owner')
    const stolen = await visitors.answerOf(await visitors.begin(office.openBrowser()), await visitors.link(victim.id))
    const thief = office.openBrowser()
    const state = new URL(await visitors.begin(thief)).searchParams.get('state') as string
    expect(await thief.auth('/line/finish', { code: stolen.code, state })).toMatchObject(
      refusedAs('LINE_LOGIN_REFUSED'),
    )
    expect((await thief.get('/me')).status).toBe(401)
  })

  test('after ten minutes, nor from a page of another site', async () => {
    const person = await office.hire('editor', 'slow')
    const lineUserId = await visitors.link(person.id)
    const browser = office.openBrowser()
    const sent = await visitors.answerOf(await visitors.begin(browser), lineUserId)
    expect(await browser.auth('/line/finish', sent, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    await office.database.prisma.verification.updateMany({
      where: { identifier: { startsWith: 'line-login-' } },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    expect(await browser.auth('/line/finish', sent)).toMatchObject(refusedAs('LINE_LOGIN_NOT_BEGUN'))
  })

  test('while LINE does not answer, and it is said so', async () => {
    const person = await office.hire('editor', 'unlucky')
    const browser = office.openBrowser()
    const sent = await visitors.answerOf(await visitors.begin(browser), await visitors.link(person.id))
    await line.control('/faults', [{ endpoint: 'login-token', mode: 'status', status: 500, times: 1 }])
    expect(await browser.auth('/line/finish', sent)).toMatchObject(refusedAs('LINE_UNREACHABLE', 503))
  })
})

test('where no Login channel is set the paths do not exist', async () => {
  const plain = await openSignInOffice()
  try {
    const browser = plain.openBrowser()
    for (const path of ['/line/begin', '/line/finish', '/phone/ways', '/phone/pin', '/phone/enrol'])
      expect(await browser.auth(path)).toMatchObject(refusedAs('NOT_FOUND', 404))
    expect((await browser.get('/site')).body.canSignInWithLine).toBe(false)
  } finally {
    await plain.close()
  }
})

test('[R39] [R40] neither code, state nor LINE account is in the log, and each refusal is', async () => {
  const from = office.lines.length
  const stranger = await line.user()
  const browser = office.openBrowser()
  const sent = await visitors.answerOf(await visitors.begin(browser), stranger)
  await browser.auth('/line/finish', sent)
  const lines = office.lines.slice(from)
  expect(lines.map((one) => JSON.parse(one)).filter(({ msg }) => msg === 'refused')).toMatchObject([
    { code: 'LINE_NOT_LINKED', route: 'POST /api/auth/line/finish' },
  ])
  for (const secret of [sent.code, sent.state, stranger]) expect(lines.join('')).not.toContain(secret)
})
