import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiSystem, fillPath, nameOf, openApiSystem } from '../../support/api-system.ts'
import { findInTables } from '../../support/find-traces.ts'
import { listSamples } from '../../support/sample-input.ts'
import { openSignInOffice, readAuthenticator } from '../../support/sign-in-office.ts'

// Found nowhere else, and short enough for a field of twenty letters.
const canary = 'zq7xw'
/** They name the file and the cell to whoever has just sent it: without them nobody could mend a sheet. */
const toldByCell = ['POST /contents/import']

describe('[R39] words that were sent in any field of any operation', () => {
  let system: ApiSystem
  beforeAll(async () => {
    system = await openApiSystem({ logLevel: 'trace' })
  })
  afterAll(() => system?.close())

  test('are in no log line, no job and no refusal', async () => {
    const code = await system.openRoom()
    const echoing: unknown[] = []
    let stored = 0
    for (const { method, path, input } of listSamples((field) => `${canary}${field.length}`)) {
      const id = /^\/(users|tokens|me)\b/.test(path) ? {} : await system.findOne(path)
      const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
      for (const authorization of [`Bearer ${system.tokens.owner}`, `Bearer ${system.tokens.viewer}`]) {
        const answer = await fetch(`${system.url}/api/v1${fillPath(path, { code, ...id })}${query}`, {
          method,
          headers: { authorization, 'content-type': 'application/json' },
          body: method === 'GET' ? undefined : JSON.stringify(input),
        })
        const text = await answer.text()
        const name = nameOf({ method, path })
        if (answer.status >= 400 && text.includes(canary) && !toldByCell.includes(name))
          echoing.push([name, answer.status, text])
        if (answer.status < 300 && method !== 'GET') stored += 1
      }
    }
    expect(stored).toBeGreaterThan(10)
    expect(echoing).toEqual([])
    expect(system.lines.filter((line) => line.includes(canary) || line.includes('@sample.example'))).toEqual([])
    const tables = await findInTables(system.testDatabase.ownerUrl, canary)
    expect(tables.filter((name) => /^bullmq\.|outbox|failed_job/.test(name))).toEqual([])
    expect(tables).toEqual(expect.arrayContaining(['setting', '"user"'])) // as it should be: the search finds what is there
  })
})

test('[R39] no secret of signing in is in the log, or in a table as it is', async () => {
  const office = await openSignInOffice()
  try {
    const { email, password } = await office.hire('owner', 'kept-secret')
    const browser = office.openBrowser()
    await browser.signIn(email, password)
    const { body: factor } = await browser.auth('/two-factor/enable', { password })
    const totpCode = readAuthenticator(factor.totpURI)
    expect((await browser.auth('/two-factor/verify-totp', { code: totpCode })).status).toBe(200)
    const [wrong, recovery] = ['zq7xw-zq7xw', factor.backupCodes[0] as string]
    const again = office.openBrowser()
    await again.signIn(email, password)
    await again.auth('/two-factor/verify-backup-code', { code: wrong })
    expect((await again.auth('/two-factor/verify-backup-code', { code: recovery })).status).toBe(200)
    const invited = await again.post('/users', { name: 'ใหม่', email: 'new@office.example', role: 'viewer' })
    const link = new URL(invited.body.link.url).hash.slice(1)
    const { token } = (await again.post('/tokens', { name: 'script', role: 'viewer', expiresInDays: 1 })).body
    expect([invited.status, typeof token]).toEqual([201, 'string'])
    await office.send('GET', '/api/v1/me', undefined, { authorization: `Bearer ${token}` })
    await office.send('GET', '/api/v1/me', undefined, { authorization: `Bearer ${token}x` })
    await office.send('POST', '/api/v1/sign-in-links/look', { token: link })

    const secret = new URL(factor.totpURI).searchParams.get('secret') as string
    const secrets = { password, secret, wrong, link, token, recovery, other: factor.backupCodes[1] as string }
    const log = office.lines.join('')
    expect(office.lines.length).toBeGreaterThan(5)
    for (const [name, value] of Object.entries(secrets)) {
      expect([name, log.includes(value)]).toEqual([name, false])
      expect([name, await findInTables(office.ownerUrl, value)]).toEqual([name, []])
    }
    expect(log).not.toContain(`"${totpCode}"`)
  } finally {
    await office.close()
  }
})
