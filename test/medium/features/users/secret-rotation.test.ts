import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSignInOffice, readAuthenticator, type SignInOffice } from '../../../support/sign-in-office.ts'

let office: SignInOffice
beforeAll(async () => {
  office = await openSignInOffice()
})
afterAll(() => office.close())

const own = { version: 0, value: 's'.repeat(64) }
const first = { version: 1, value: '1'.repeat(64) }
const second = { version: 2, value: '2'.repeat(64) }

test('[R42] a new secret in front signs nobody out, and second factors set up under the old ones go on', async () => {
  const { email, password } = await office.hire('owner')
  const atDesk = office.openBrowser()
  await atDesk.signIn(email, password)
  const { body } = await atDesk.auth('/two-factor/enable', { password })
  expect((await atDesk.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })).status).toBe(200)

  await office.restartWith([first, own])
  expect((await atDesk.get('/me')).body).toMatchObject({ email, hasSecondFactor: true })
  const onPhone = office.openBrowser()
  expect((await onPhone.signIn(email, password)).body).toMatchObject({ twoFactorRedirect: true })
  const code = readAuthenticator(body.totpURI)
  expect((await onPhone.auth('/two-factor/verify-totp', { code })).status).toBe(200)

  await office.restartWith([second, first, own])
  for (const browser of [atDesk, onPhone]) expect((await browser.get('/me')).status).toBe(200)
  expect((await atDesk.auth('/sign-out')).status).toBe(200)
  expect((await atDesk.get('/me')).status).toBe(401)
  expect((await onPhone.get('/me')).status).toBe(200)
})

test('a login ends with the secret it was begun under, once that is taken out', async () => {
  const { email, password } = await office.hire('editor')
  await office.restartWith([first, own])
  const browser = office.openBrowser()
  await browser.signIn(email, password)
  expect((await browser.get('/me')).status).toBe(200)
  await office.restartWith([second, own])
  expect((await browser.get('/me')).status).toBe(401)
})
