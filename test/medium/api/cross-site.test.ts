import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiSystem, fillPath, nameOf, type Operation, openApiSystem } from '../../support/api-system.ts'
import { changedTables, readTableStates } from '../../support/table-states.ts'

let system: ApiSystem
/** Every operation, at something that is there. */
let calls: (Operation & { name: string })[]
beforeAll(async () => {
  system = await openApiSystem()
  const code = await system.openRoom()
  calls = []
  for (const operation of system.operations) {
    const path = `/api/v1${fillPath(operation.path, { code, ...(await system.findOne(operation.path)) })}`
    calls.push({ ...operation, path, name: nameOf(operation) })
  }
}, 120_000)
afterAll(() => system?.close())

const json = { 'content-type': 'application/json' }

/** What a page of another site can make a browser send with our cookie, and how it is refused. */
const foreign: [name: string, headers: (ours: string) => Record<string, string>, body: string, refused: number[]][] = [
  ['with its own Origin', () => ({ ...json, origin: 'https://evil.example' }), '{}', [403]],
  ['without an Origin', () => json, '{}', [403]],
  ['marked as cross-site', (origin) => ({ ...json, origin, 'sec-fetch-site': 'cross-site' }), '{}', [403]],
  ['as plain text', (origin) => ({ 'content-type': 'text/plain', origin }), '{}', [415]],
  ['as a form', (origin) => ({ 'content-type': 'application/x-www-form-urlencoded', origin }), 'a=b', [400, 415]],
]

async function send({ method, path }: Operation, headers: Record<string, string>, body?: string) {
  const response = await fetch(`${system.url}${path}`, { method, headers, body: method === 'GET' ? undefined : body })
  await response.arrayBuffer()
  return response
}

const signIn = [
  'sign-in/email',
  'sign-out',
  'change-password',
  'two-factor/enable',
  'two-factor/verify-totp',
  'two-factor/verify-backup-code',
  'demo/sign-in',
].map((path) => ({ method: 'POST', path: `/api/auth/${path}`, name: path }))

const readStates = () => readTableStates(system.testDatabase.ownerUrl)

describe('[R32] the cookie of an owner', () => {
  test.each(foreign)('opens nothing to a request %s, and no row changes', async (_name, headers, body, refused) => {
    const changes = [...calls.filter(({ method }) => method !== 'GET'), ...signIn]
    expect(changes.length).toBeGreaterThan(100)
    const before = await readStates()
    const letThrough: unknown[] = []
    for (const change of changes) {
      const { status } = await send(change, { ...headers(system.url), cookie: system.cookies.owner }, body)
      if (!refused.includes(status)) letThrough.push([change.name, status])
    }
    expect(letThrough).toEqual([])
    expect(changedTables(before, await readStates())).toEqual([])
  })

  test('changes nothing by reading but the record of who read about whom, and no other page may read along', async () => {
    const headers = { cookie: system.cookies.owner, origin: 'https://evil.example' }
    const { prisma } = system.database
    const [last] = await prisma.auditEntry.findMany({ orderBy: { seq: 'desc' }, take: 1 })
    const before = await readStates()
    for (const call of calls.filter(({ method }) => method === 'GET')) {
      const answer = await send(call, headers)
      expect([call.name, answer.headers.get('access-control-allow-origin')]).toEqual([call.name, null])
      expect([call.name, answer.status < 500]).toEqual([call.name, true])
    }
    expect(changedTables(before, await readStates())).toEqual(['audit_entry'])
    const written = await prisma.auditEntry.findMany({
      where: { seq: { gt: last?.seq ?? 0n } },
      orderBy: { seq: 'asc' },
    })
    expect(written.map(({ action }) => action).toSorted()).toEqual(['session.list', 'staff.export', 'staff.list'])
  })
})
