import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSignInOffice, type SignInOffice } from '../../../support/sign-in-office.ts'

let direct: SignInOffice
let behindProxy: SignInOffice
beforeAll(async () => {
  direct = await openSignInOffice()
  behindProxy = await openSignInOffice({ trustedProxies: ['loopback'] })
}, 120_000)
afterAll(async () => {
  await direct?.close()
  await behindProxy?.close()
})

/** Guesses codes under logins that do not exist: as many accounts as there are tries, and no password to be hashed. */
async function guess(office: SignInOffice, times: number, addressOf: (n: number) => string) {
  const statuses: number[] = []
  for (let n = 0; n < times; n += 1) {
    const cookie = `__Host-sucharit.two_factor=${randomUUID()}`
    const headers = { cookie, 'x-forwarded-for': addressOf(n) }
    statuses.push((await office.send('POST', '/api/auth/two-factor/verify-totp', { code: '000000' }, headers)).status)
  }
  return statuses
}

const forget = (office: SignInOffice) =>
  office.database.prisma.guessCount.updateMany({ data: { expire: BigInt(Date.now() - 1) } })

describe('[R36] guessing at many accounts', () => {
  test('from one address ends after a hundred wrong tries, whatever X-Forwarded-For says; an owner gets in after the wait', async () => {
    const owner = await direct.hire('owner', 'shut-out')
    const statuses = await guess(direct, 101, (n) => `203.0.113.${n}`)
    expect(statuses.slice(0, 100)).not.toContain(429)
    expect(statuses[100]).toBe(429)
    expect((await direct.openBrowser().signIn(owner.email, owner.password)).status).toBe(429)
    await forget(direct)
    expect((await direct.openBrowser().signIn(owner.email, owner.password)).status).toBe(200)
  }, 60_000)

  test('behind a trusted proxy is counted for the address that the proxy saw, not for one written before it', async () => {
    const { email, password } = await behindProxy.hire('viewer', 'neighbour')
    const statuses = await guess(behindProxy, 101, (n) => `198.51.100.${n}, 203.0.113.7`)
    expect(statuses.slice(0, 100)).not.toContain(429)
    expect(statuses[100]).toBe(429)
    const signIn = (address: string) =>
      behindProxy.openBrowser().signIn(email, password, { 'x-forwarded-for': address })
    expect((await signIn('203.0.113.7')).status).toBe(429)
    expect((await signIn('203.0.113.8')).status).toBe(200)
  }, 60_000)
})

test('[R36] with the table of the counts gone an account is still held after ten wrong tries, by the process itself', async () => {
  const { email } = await direct.hire('viewer', 'counted-in-memory')
  const client = new pg.Client({ connectionString: direct.ownerUrl })
  await client.connect()
  await client.query('ALTER TABLE guess_count RENAME TO guess_count_away')
  try {
    const statuses: number[] = []
    for (let n = 0; n < 11; n += 1) statuses.push((await direct.openBrowser().signIn(email, `wrong ${n}`)).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429])
  } finally {
    await client.query('ALTER TABLE guess_count_away RENAME TO guess_count')
    await client.end()
  }
}, 60_000)
