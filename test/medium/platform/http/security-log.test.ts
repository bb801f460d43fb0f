import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, openSignInOffice, readAuthenticator, type SignInOffice } from '../../../support/sign-in-office.ts'

let office: SignInOffice
beforeAll(async () => {
  office = await openSignInOffice()
})
afterAll(() => office.close())

const forged = '\n{"level":30,"msg":"sign-in","actor":"forged"}\r\n'
const startedAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const signInPath = '/api/auth/sign-in/email'

type Event = { answer: Answer; actor?: string; who?: boolean; code?: string; route: string }

/** Each event of the security log, caused once, with line breaks in all that is sent. */
const events: [name: string, cause: () => Promise<Event>][] = [
  [
    'a wrong password',
    async () => {
      const { email } = await office.hire('viewer', 'wrong-password')
      const answer = await office.openBrowser().signIn(email, `wrong${forged}`)
      return { answer, who: true, code: 'INVALID_EMAIL_OR_PASSWORD', route: `POST ${signInPath}` }
    },
  ],
  [
    'an account that does not exist',
    async () => {
      const answer = await office.openBrowser().signIn(`nobody${forged}@office.example`, forged)
      return { answer, who: true, code: answer.body.code, route: `POST ${signInPath}` }
    },
  ],
  [
    'a sign-in',
    async () => {
      const { id, email, password } = await office.hire('viewer', 'signs-in')
      const answer = await office.openBrowser().signIn(email, password, { 'user-agent': 'Mozilla forged' })
      return { answer, actor: id, who: true, route: `POST ${signInPath}` }
    },
  ],
  [
    'a sign-out',
    async () => {
      const { id, browser } = await signedIn('viewer', 'signs-out')
      return { answer: await browser.auth('/sign-out'), actor: id, who: true, route: 'POST /api/auth/sign-out' }
    },
  ],
  [
    'a password that is changed',
    async () => {
      const { id, browser, password } = await signedIn('viewer', 'changes-password')
      const answer = await browser.auth('/change-password', {
        currentPassword: password,
        newPassword: 'long enough 123',
      })
      return { answer, actor: id, who: true, route: 'POST /api/auth/change-password' }
    },
  ],
  [
    'a password that is not changed, for the old one was wrong',
    async () => {
      const { id, browser } = await signedIn('viewer', 'changes-nothing')
      const answer = await browser.auth('/change-password', { currentPassword: forged, newPassword: 'long enough 123' })
      return { answer, actor: id, who: true, code: 'INVALID_PASSWORD', route: 'POST /api/auth/change-password' }
    },
  ],
  [
    'a second factor that is begun',
    async () => {
      const { id, browser, password } = await signedIn('owner', 'begins-factor')
      const answer = await browser.auth('/two-factor/enable', { password })
      return { answer, actor: id, who: true, route: 'POST /api/auth/two-factor/enable' }
    },
  ],
  [
    'a second factor that is set up',
    async () => {
      const { id, browser, password } = await signedIn('owner', 'sets-factor')
      const { body } = await browser.auth('/two-factor/enable', { password })
      const answer = await browser.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })
      return { answer, actor: id, who: true, route: 'POST /api/auth/two-factor/verify-totp' }
    },
  ],
  [
    'a wrong code at the second factor',
    async () => {
      const { browser } = await halfSignedIn('wrong-code')
      const answer = await browser.auth('/two-factor/verify-totp', { code: `000000${forged}` })
      return { answer, who: true, code: answer.body.code, route: 'POST /api/auth/two-factor/verify-totp' }
    },
  ],
  [
    'a right code at the second factor',
    async () => {
      const { id, browser, totpURI } = await halfSignedIn('right-code')
      const answer = await browser.auth('/two-factor/verify-totp', { code: readAuthenticator(totpURI) })
      return { answer, actor: id, who: true, route: 'POST /api/auth/two-factor/verify-totp' }
    },
  ],
  [
    'a recovery code',
    async () => {
      const { id, browser, backupCodes } = await halfSignedIn('recovers')
      const answer = await browser.auth('/two-factor/verify-backup-code', { code: backupCodes[0] })
      return { answer, actor: id, who: true, route: 'POST /api/auth/two-factor/verify-backup-code' }
    },
  ],
  [
    'too many sign-ins',
    async () => {
      const { email } = await office.hire('viewer', 'too-many')
      const browser = office.openBrowser()
      for (let n = 0; n < 10; n += 1) await browser.signIn(email, `wrong ${n}`)
      const answer = await browser.signIn(email, forged)
      return { answer, who: true, code: 'TOO_MANY_SIGN_INS', route: `POST ${signInPath}` }
    },
  ],
  [
    'a change asked for by a page of another site',
    async () => {
      const { id, browser } = await signedIn('viewer', 'lured')
      const answer = await browser.post(
        `/sign-in-links/look?${encodeURIComponent(forged)}`,
        {},
        { origin: 'https://evil.example' },
      )
      return { answer, actor: id, code: 'CROSS_SITE', route: 'POST /api/v1/sign-in-links/look' }
    },
  ],
  [
    'a sign-in asked for by a page of another site',
    async () => {
      const answer = await office.openBrowser().signIn('a@b.example', forged, { origin: 'https://evil.example' })
      return { answer, who: true, code: 'CROSS_SITE', route: `POST ${signInPath}` }
    },
  ],
  [
    'nobody, where a login is needed',
    async () => {
      const answer = await office.openBrowser().get(`/me?x=${encodeURIComponent(forged)}`)
      return { answer, code: 'UNAUTHORIZED', route: 'GET /api/v1/me' }
    },
  ],
  [
    'a role that is too small',
    async () => {
      const { id, browser } = await signedIn('viewer', 'small')
      const route = `/users/${encodeURIComponent(forged)}/close`
      const answer = await browser.post(route, { name: forged })
      return { answer, actor: id, code: 'FORBIDDEN', route: `POST /api/v1${route}` }
    },
  ],
  [
    'a second factor that is owed',
    async () => {
      const { id, browser } = await signedIn('owner', 'owes')
      return {
        answer: await browser.get('/users'),
        actor: id,
        code: 'SECOND_FACTOR_NEEDED',
        route: 'GET /api/v1/users',
      }
    },
  ],
  [
    'a login too old for a sensitive change',
    async () => {
      const { id, browser, password } = await signedIn('owner', 'old-login')
      const { body } = await browser.auth('/two-factor/enable', { password })
      await browser.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })
      await office.database.prisma.session.updateMany({ where: { userId: id }, data: { createdAt: startedAgo(16) } })
      const answer = await browser.patch('/settings', { agencyName: forged })
      return { answer, actor: id, code: 'FRESH_LOGIN_NEEDED', route: 'PATCH /api/v1/settings' }
    },
  ],
  [
    'too many wrong tokens',
    async () => {
      const headers = { authorization: 'Bearer sucharit_wrong' }
      for (let n = 0; n < 60; n += 1) await office.send('GET', '/api/v1/me', undefined, headers)
      const answer = await office.send('GET', '/api/v1/me', undefined, headers)
      return { answer, code: 'TOO_MANY_GUESSES', route: 'GET /api/v1/me' }
    },
  ],
]

async function signedIn(role: 'viewer' | 'owner', name: string) {
  const person = await office.hire(role, name)
  const browser = office.openBrowser()
  await browser.signIn(person.email, person.password)
  return { ...person, browser }
}

/** With the password given, and the second factor still to come. */
async function halfSignedIn(name: string) {
  const { browser: first, ...person } = await signedIn('owner', name)
  const { body } = await first.auth('/two-factor/enable', { password: person.password })
  await first.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })
  const browser = office.openBrowser()
  await browser.signIn(person.email, person.password)
  return { ...person, ...(body as { totpURI: string; backupCodes: string[] }), browser }
}

describe('[R40] the security log', () => {
  test.each(events)('has one line for %s: who, what, when and with which result', async (_name, cause) => {
    const { answer, actor, who, code, route } = await cause()
    const ofRequest = office.lines.filter((line) => line.includes(answer.requestId as string))
    const told = ofRequest.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'sign-in' || msg === 'refused')
    expect(told).toEqual([
      {
        level: code === undefined ? 30 : 40,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        pid: process.pid,
        requestId: answer.requestId,
        route,
        ...(actor !== undefined && { actor }),
        ...(who && { who: expect.stringMatching(/^[0-9a-f]{16}$/) }),
        ...(code !== undefined && { code }),
        msg: code === undefined ? 'sign-in' : 'refused',
      },
    ])
    expect(answer.status >= 400).toBe(code !== undefined)
  })

  test('is forged by nobody: each line is one, and none holds what was sent', () => {
    for (const line of office.lines) {
      expect(line.indexOf('\n')).toBe(line.length - 1)
      expect(line).not.toContain('"forged')
      expect(JSON.parse(line).actor).not.toBe('forged')
    }
  })
})
