import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiSystem, fillPath, nameOf, openApiSystem } from '../../support/api-system.ts'
import { listSamples, type Sample } from '../../support/sample-input.ts'
import { changedTables, readTableStates } from '../../support/table-states.ts'

// People, their rights and ways in, tokens, settings, and what takes personal data out. All others go on with any login.
const sensitive = new Set([
  'POST /users',
  'PATCH /users/{id}',
  'POST /users/{id}/link',
  'POST /users/{id}/mail-link',
  'POST /users/{id}/reset-second-factor',
  'POST /users/{id}/end-logins',
  'DELETE /users/{id}/logins/{loginId}',
  'POST /users/{id}/close',
  'POST /users/{id}/reopen',
  'POST /users/{id}/deputies',
  'DELETE /users/{id}/line',
  'POST /me/line/code',
  'POST /tokens',
  'DELETE /tokens/{id}',
  'PATCH /settings',
  'PUT /settings/ballot-proofs',
  'PUT /calendar/window',
  'PUT /pictures/look',
  'PUT /pictures/logo',
  'GET /staff/{id}/export',
])

let system: ApiSystem
beforeAll(async () => {
  system = await openApiSystem()
}, 120_000)
afterAll(() => system?.close())

/** The names of the operations that ask for another sign-in. */
async function listAsking(samples: Sample[]): Promise<string[]> {
  const asking: string[] = []
  for (const sample of samples) {
    const { method, input } = sample
    const answer = await fetch(`${system.url}/api/v1${fillPath(sample.path)}`, {
      method,
      headers: { origin: system.url, cookie: system.cookies.owner, 'content-type': 'application/json' },
      body: method === 'GET' ? undefined : JSON.stringify(input),
    })
    if ((await answer.text()).includes('"FRESH_LOGIN_NEEDED"')) asking.push(nameOf(sample))
  }
  return asking.toSorted()
}

describe('[R35] a login older than 15 minutes', () => {
  test('is asked to sign in again by every sensitive operation before a row changes, and by no other', async () => {
    const startedAt = new Date(Date.now() - 16 * 60_000)
    await system.database.prisma.session.updateMany({ data: { createdAt: startedAt } })
    const samples = listSamples()
    const before = await readTableStates(system.testDatabase.ownerUrl)
    const asking = await listAsking(samples.filter((sample) => sensitive.has(nameOf(sample))))
    expect(asking).toEqual([...sensitive].toSorted())
    expect(changedTables(before, await readTableStates(system.testDatabase.ownerUrl))).toEqual([])
    expect(await listAsking(samples.filter((sample) => !sensitive.has(nameOf(sample))))).toEqual([])
  }, 120_000)
})
