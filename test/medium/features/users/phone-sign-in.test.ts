import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteLink } from '../../../../src/features/officers/repo.ts'
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

const phoneCookie = '__Host-sucharit.phone'
const refusedAs = (code: string, status = 401) => ({ status, body: { code } })

describe('an enrolled phone', () => {
  test('signs in by LINE and its PIN, and is listed with its last use', async () => {
    const { phone, lineUserId, pin, id } = await visitors.hireWithPhone('director')
    await visitors.signIn(phone, lineUserId)
    expect((await phone.auth('/phone/ways')).body).toEqual({ pin: true, mayEnrol: true })
    expect((await phone.get('/me')).status).toBe(401)
    expect(await phone.auth('/phone/pin', { pin })).toMatchObject({ status: 200, body: { signedIn: true } })
    expect((await phone.get('/me')).body).toMatchObject({ id, owesSecondFactor: false })
    const { items } = (await phone.get('/me/phones')).body
    expect(items).toMatchObject([{ isLocked: false, lastUsedAt: expect.any(String) }])
  })

  test('keeps its secret to itself: in no answer, row or log line, and the PIN in none', async () => {
    const from = office.lines.length
    const { phone, lineUserId, pin } = await visitors.hireWithPhone('discreet', '730254')
    await visitors.signIn(phone, lineUserId)
    await phone.auth('/phone/pin', { pin })
    const secret = phone.jar.get(phoneCookie)?.split('.')[1] as string
    const rows = JSON.stringify([
      await office.database.prisma.enrolledPhone.findMany(),
      (await office.database.prisma.auditEntry.findMany()).map(({ body }) => body),
      (await phone.get('/me/phones')).body,
    ])
    for (const text of [rows, office.lines.slice(from).join('')]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(pin)
    }
  })

  test('is enrolled by a signed-in officer with a linked LINE account, a right code and a PIN that is not easy', async () => {
    const { desk, code, id } = await visitors.hireApprover('enroller')
    expect(await desk.auth('/phone/enrol', { pin: '123456', code: code() })).toMatchObject(refusedAs('PIN_EASY', 422))
    expect(await desk.auth('/phone/enrol', { pin: '428317', code: '000000' })).toMatchObject(refusedAs('INVALID_CODE'))
    expect((await desk.auth('/phone/enrol', { pin: '42831', code: code() })).status).toBe(400)
    expect(await office.database.prisma.enrolledPhone.count({ where: { userId: id } })).toBe(0)
    await office.database.transaction((tx) => deleteLink(tx, id))
    expect(await desk.auth('/phone/enrol', { pin: '428317', code: code() })).toMatchObject(
      refusedAs('LINE_LINK_NEEDED', 409),
    )
  })

  test('is enrolled by nobody who tries codes out: ten, and that login may try no more', async () => {
    const { desk } = await visitors.hireApprover('code-guesser')
    const statuses: number[] = []
    for (let n = 0; n < 12; n += 1)
      statuses.push((await desk.auth('/phone/enrol', { pin: '428317', code: '000000' })).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    await office.database.prisma.guessCount.deleteMany()
  })

  test('enrolled again has one PIN: the newest', async () => {
    const { phone, lineUserId, code, pin, id } = await visitors.hireWithPhone('forgetful')
    await visitors.signIn(phone, lineUserId)
    await phone.auth('/two-factor/verify-totp', { code: code() })
    expect((await phone.auth('/phone/enrol', { pin: '904162', code: code() })).status).toBe(200)
    expect(await office.database.prisma.enrolledPhone.count({ where: { userId: id } })).toBe(1)
    await visitors.signIn(phone, lineUserId)
    expect(await phone.auth('/phone/pin', { pin })).toMatchObject(refusedAs('PIN_WRONG'))
    expect((await phone.auth('/phone/pin', { pin: '904162' })).status).toBe(200)
  })
})

describe('an attacker', () => {
  test('with the phone and its LINE guesses five PINs, also at once; then not even the right one opens it', async () => {
    const { phone, lineUserId, pin, code, id } = await visitors.hireWithPhone('guessed-at')
    await visitors.signIn(phone, lineUserId)
    const guesses = Array.from({ length: 7 }, (_, n) => phone.auth('/phone/pin', { pin: `90000${n}` }))
    const codes = (await Promise.all(guesses)).map(({ body }) => body.code)
    expect(codes.filter((one) => one === 'PIN_WRONG')).toHaveLength(4)
    expect(codes.filter((one) => one === 'PHONE_LOCKED')).toHaveLength(3)
    expect(await phone.auth('/phone/pin', { pin })).toMatchObject(refusedAs('PHONE_LOCKED'))
    expect((await phone.get('/me')).status).toBe(401)
    expect(await office.database.prisma.auditEntry.count({ where: { action: 'phone.lock', subject: id } })).toBe(1)
    // The officer gets in by the app all the same, and sees it. Ten tries are one sign-in's: who has made more begins anew.
    expect((await phone.auth('/phone/ways')).body.pin).toBe(false)
    expect((await phone.auth('/two-factor/verify-totp', { code: code() })).status).toBe(200)
    expect((await phone.get('/me/phones')).body.items).toMatchObject([{ isLocked: true }])
  })

  test('who reads the PIN over a shoulder has no use of it on another phone', async () => {
    const { lineUserId, pin } = await visitors.hireWithPhone('overlooked')
    const other = office.openBrowser()
    await visitors.signIn(other, lineUserId)
    expect((await other.auth('/phone/ways')).body.pin).toBe(false)
    expect(await other.auth('/phone/pin', { pin })).toMatchObject(refusedAs('PHONE_NOT_ENROLLED'))
    other.jar.set(phoneCookie, `${crypto.randomUUID()}.${'x'.repeat(43)}`)
    expect(await other.auth('/phone/pin', { pin })).toMatchObject(refusedAs('PHONE_NOT_ENROLLED'))
    expect((await other.get('/me')).status).toBe(401)
  })

  test('who copies the phone’s cookie has no use of it without the officer’s LINE, nor under another’s', async () => {
    const victim = await visitors.hireWithPhone('copied-from')
    const thief = office.openBrowser()
    thief.jar.set(phoneCookie, victim.phone.jar.get(phoneCookie) as string)
    expect(await thief.auth('/phone/pin', { pin: victim.pin })).toMatchObject(refusedAs('INVALID_TWO_FACTOR_COOKIE'))
    const own = await visitors.hireApprover('copier')
    await visitors.signIn(thief, own.lineUserId)
    expect(await thief.auth('/phone/pin', { pin: victim.pin })).toMatchObject(refusedAs('PHONE_NOT_ENROLLED'))
    expect((await thief.get('/me')).status).toBe(401)
  })

  test('uses a half-done sign-in once: after the PIN the same cookie opens nothing', async () => {
    const { phone, lineUserId, pin } = await visitors.hireWithPhone('once')
    await visitors.signIn(phone, lineUserId)
    const half = phone.jar.get('__Host-sucharit.two_factor') as string
    expect((await phone.auth('/phone/pin', { pin })).status).toBe(200)
    phone.jar.set('__Host-sucharit.two_factor', half)
    expect(await phone.auth('/phone/pin', { pin })).toMatchObject(refusedAs('INVALID_TWO_FACTOR_COOKIE'))
  })

  test('asks in vain to be trusted without the second factor from now on', async () => {
    const person = await visitors.hireApprover('trusting')
    for (const word of ['trustDevice', 'trust\\u0044evice']) {
      const browser = office.openBrowser()
      await browser.signIn(person.email, person.password)
      const body = `{"code":"${person.code()}","${word}":true}`
      const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await office.sendRaw('/api/auth/two-factor/verify-totp', body, { cookie })
      expect(answer.status).toBe(200)
      expect(answer.setCookies.filter((one) => one.includes('trust_device'))).toEqual([])
    }
  })
})

describe('the PIN ends', () => {
  const endings: [string, (person: Awaited<ReturnType<typeof visitors.hireWithPhone>>) => Promise<unknown>][] = [
    [
      'when the phone is taken off the list',
      async ({ desk }) => {
        const { items } = (await desk.get('/me/phones')).body
        expect((await desk.delete(`/me/phones/${items[0].id}`)).status).toBe(200)
      },
    ],
    ['when an owner signs the officer out everywhere', ({ id }) => byOwner(`/users/${id}/end-logins`)],
    ['when an owner forgets their authenticator app', ({ id }) => byOwner(`/users/${id}/reset-second-factor`)],
    ['when the account is closed', ({ id }) => byOwner(`/users/${id}/close`)],
    ['when the LINE link ends', ({ id }) => office.database.transaction((tx) => deleteLink(tx, id))],
    ['when another LINE account is linked', ({ id }) => visitors.link(id)],
  ]

  async function byOwner(path: string) {
    const owner = await visitors.hireApprover(`owner-of${path.replaceAll('/', '-')}`)
    await office.database.prisma.user.update({ where: { id: owner.id }, data: { role: 'owner' } })
    expect((await owner.desk.post(path)).status).toBe(200)
  }

  test.each(endings)('%s, also in the middle of a sign-in', async (what, end) => {
    const person = await visitors.hireWithPhone(`ending-${endings.findIndex(([name]) => name === what)}`)
    const { phone, lineUserId, pin, id, code } = person
    await visitors.signIn(phone, lineUserId)
    await end(person)
    expect((await phone.auth('/phone/pin', { pin })).status).toBe(401)
    if (what.includes('everywhere'))
      expect((await phone.auth('/two-factor/verify-totp', { code: code() })).status).toBe(401)
    expect((await phone.get('/me')).status).toBe(401)
    expect(await office.database.prisma.enrolledPhone.count({ where: { userId: id } })).toBe(0)
  })

  test('and the login begun by it, when the phone is taken off the list', async () => {
    const { phone, lineUserId, pin, desk } = await visitors.hireWithPhone('lost-phone')
    await visitors.signIn(phone, lineUserId)
    await phone.auth('/phone/pin', { pin })
    expect((await phone.get('/me')).status).toBe(200)
    const { items } = (await desk.get('/me/phones')).body
    await desk.delete(`/me/phones/${items[0].id}`)
    expect((await phone.get('/me')).status).toBe(401)
    expect((await desk.get('/me')).status).toBe(200)
  })

  test('after half a year without use', async () => {
    const { id } = await visitors.hireWithPhone('rare')
    const { prisma } = office.database
    await office.users.retention.apply(prisma, new Date(Date.now() + 179 * 86_400_000))
    expect(await prisma.enrolledPhone.count({ where: { userId: id } })).toBe(1)
    await office.users.retention.apply(prisma, new Date(Date.now() + 181 * 86_400_000))
    expect(await prisma.enrolledPhone.count({ where: { userId: id } })).toBe(0)
  })
})

test('nobody takes away another’s phone', async () => {
  const victim = await visitors.hireWithPhone('keeper')
  const { items } = (await victim.desk.get('/me/phones')).body
  const other = await visitors.hireApprover('remover')
  expect((await other.desk.delete(`/me/phones/${items[0].id}`)).status).toBe(404)
  expect((await victim.desk.get('/me/phones')).body.items).toHaveLength(1)
})
