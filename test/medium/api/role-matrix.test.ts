import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { may, type Permission, roles } from '../../../src/contracts/roles.ts'
import { type ApiSystem, fillPath, nameOf, type Operation, openApiSystem } from '../../support/api-system.ts'
import { type ApiAnswer, findBreach } from '../../support/contract-breach.ts'

// What each operation of the API asks for. One that is not here fails the test: whoever adds a route says who may use it.
const declared: Record<string, Permission | 'signed-in' | 'open'> = {
  'GET /site': 'open',
  'GET /quiz/questions': 'quiz.read',
  'POST /quiz/questions': 'quiz.edit',
  'PATCH /quiz/questions/{code}': 'quiz.edit',
  'POST /quiz/questions/{code}/approve': 'quiz.approve',
  'POST /quiz/questions/{code}/retire': 'quiz.approve',
  'GET /quiz/awareness': 'quiz.read',
  'POST /sign-in-links/look': 'open',
  'POST /sign-in-links/use': 'open',
  'GET /me': 'signed-in',
  'GET /me/logins': 'signed-in',
  'DELETE /me/logins/{id}': 'signed-in',
  'GET /me/phones': 'signed-in',
  'DELETE /me/phones/{id}': 'signed-in',
  'GET /users': 'users.edit',
  'POST /users': 'users.edit',
  'PATCH /users/{id}': 'users.edit',
  'POST /users/{id}/link': 'users.edit',
  'POST /users/{id}/mail-link': 'users.edit',
  'POST /users/{id}/reset-second-factor': 'users.edit',
  'POST /users/{id}/end-logins': 'users.edit',
  'GET /users/{id}/logins': 'users.edit',
  'DELETE /users/{id}/logins/{loginId}': 'users.edit',
  'POST /users/{id}/close': 'users.edit',
  'POST /users/{id}/reopen': 'users.edit',
  'GET /tokens': 'tokens.edit',
  'POST /tokens': 'tokens.edit',
  'DELETE /tokens/{id}': 'tokens.edit',
  'GET /groups': 'groups.read',
  'POST /groups/{id}/approve': 'groups.approve',
  'GET /groups/{id}/contains': 'groups.read',
  'POST /groups/{id}/contains': 'groups.approve',
  'GET /audiences': 'audiences.read',
  'POST /audiences': 'audiences.edit',
  'GET /audiences/{id}': 'audiences.read',
  'PATCH /audiences/{id}': 'audiences.edit',
  'DELETE /audiences/{id}': 'audiences.edit',
  'POST /audiences/estimate': 'audiences.edit',
  'GET /units': 'units.read',
  'POST /units': 'units.edit',
  'PATCH /units/{id}': 'units.edit',
  'GET /units/{id}/invites': 'invites.edit',
  'POST /units/{id}/invites': 'invites.edit',
  'POST /invites/{id}/revoke': 'invites.edit',
  'GET /staff': 'staff.read',
  'POST /staff/{id}/confirm': 'staff.edit',
  'GET /staff/{id}/export': 'staff.edit',
  'DELETE /staff/{id}': 'staff.edit',
  'GET /templates': 'templates.read',
  'POST /templates/{name}/render': 'templates.read',
  'GET /contents': 'contents.read',
  'GET /contents/{id}': 'contents.read',
  'POST /contents': 'contents.edit',
  'POST /contents/{id}/approve': 'contents.approve',
  'POST /contents/check': 'contents.edit',
  'POST /digests': 'contents.edit',
  'POST /ita/cards': 'contents.edit',
  'POST /contents/import/preview': 'contents.edit',
  'POST /contents/import': 'contents.edit',
  'GET /contents/export': 'contents.read',
  'PUT /contents/{id}': 'contents.edit',
  'GET /contents/{id}/versions': 'contents.read',
  'POST /contents/{id}/retire': 'contents.edit',
  'POST /contents/{id}/restore': 'contents.edit',
  'GET /campaigns': 'campaigns.read',
  'POST /campaigns': 'campaigns.edit',
  'GET /campaigns/{id}': 'campaigns.read',
  'PATCH /campaigns/{id}': 'campaigns.edit',
  'GET /campaigns/{id}/preview': 'campaigns.read',
  'POST /campaigns/{id}/submit': 'campaigns.edit',
  'POST /campaigns/{id}/approve': 'campaigns.approve',
  'POST /campaigns/{id}/reject': 'campaigns.approve',
  'POST /campaigns/{id}/pause': 'campaigns.steer',
  'POST /campaigns/{id}/resume': 'campaigns.steer',
  'POST /campaigns/{id}/cancel': 'campaigns.steer',
  'POST /campaigns/{id}/test': 'campaigns.edit',
  'GET /runs': 'campaigns.read',
  'GET /contents/{id}/sharing': 'campaigns.edit',
  'GET /calendar/runs': 'campaigns.read',
  'POST /runs/{id}/release': 'campaigns.steer',
  'POST /runs/{id}/pause': 'campaigns.steer',
  'POST /runs/{id}/resume': 'campaigns.steer',
  'POST /runs/{id}/cancel': 'campaigns.steer',
  'POST /runs/{id}/retry': 'campaigns.steer',
  'GET /runs/{id}': 'campaigns.read',
  'GET /runs/{id}/report': 'campaigns.read',
  'GET /runs/{id}/line-statistics': 'campaigns.read',
  'GET /runs/{id}/export': 'campaigns.read',
  'GET /runs/export': 'campaigns.read',
  'POST /runs/by-hand': 'campaigns.edit',
  'POST /runs/{id}/correct': 'campaigns.steer',
  'GET /calendar': 'calendar.read',
  'PUT /calendar/days/{date}': 'calendar.edit',
  'DELETE /calendar/days/{date}': 'calendar.edit',
  'POST /calendar/import': 'calendar.edit',
  'POST /calendar/{year}/confirm': 'calendar.edit',
  'PUT /calendar/{year}/festivals/{festival}': 'calendar.edit',
  'PUT /calendar/{year}/survey': 'calendar.edit',
  'PUT /calendar/window': 'settings.edit',
  'GET /quota': 'quota.read',
  'GET /quota/planner': 'quota.read',
  'GET /quota/plans': 'quota.read',
  'PUT /quota/plans': 'quota.edit',
  'GET /series': 'series.read',
  'GET /series/{id}': 'series.read',
  'POST /series': 'series.edit',
  'PUT /series/{id}': 'series.edit',
  'GET /contents/{id}/picture': 'contents.read',
  'POST /contents/{id}/picture': 'contents.edit',
  'POST /pictures': 'contents.edit',
  'POST /uploads/pictures': 'contents.edit',
  'POST /uploads/documents': 'contents.edit',
  'GET /pictures/{id}': 'contents.read',
  'GET /pictures/look': 'contents.read',
  'PUT /pictures/look': 'settings.edit',
  'PUT /pictures/logo': 'settings.edit',
  'GET /officers': 'campaigns.approve',
  'GET /setup/checks': 'settings.edit',
  'GET /me/line': 'account.own',
  'POST /me/line/code': 'account.own',
  'DELETE /me/line': 'account.own',
  'DELETE /users/{id}/line': 'officers.edit',
  'GET /deputies': 'officers.edit',
  'GET /users/{id}/deputies': 'campaigns.approve',
  'POST /users/{id}/deputies': 'campaigns.approve',
  'POST /deputies/{id}/end': 'campaigns.approve',
  'GET /alerts': 'alerts.read',
  'GET /queues': 'queues.edit',
  'GET /queues/failed': 'queues.edit',
  'POST /queues/failed/{id}/retry': 'queues.edit',
  'DELETE /queues/failed/{id}': 'queues.edit',
  'GET /polls': 'polls.read',
  'GET /polls/templates': 'polls.read',
  'GET /polls/promise': 'polls.read',
  'GET /polls/participation': 'polls.read',
  'GET /polls/{id}/comparison': 'polls.read',
  'POST /polls/{id}/picture': 'polls.edit',
  'POST /polls': 'polls.edit',
  'GET /polls/{id}': 'polls.read',
  'PATCH /polls/{id}': 'polls.edit',
  'POST /polls/{id}/submit': 'polls.edit',
  'POST /polls/{id}/approve': 'polls.approve',
  'POST /polls/{id}/reject': 'polls.approve',
  'POST /polls/{id}/open': 'polls.approve',
  'POST /polls/{id}/close': 'polls.approve',
  'POST /polls/{id}/postpone': 'polls.approve',
  'POST /polls/{id}/duplicate': 'polls.edit',
  'POST /polls/{id}/invite': 'polls.edit',
  'GET /polls/{id}/results': 'polls.read',
  'GET /polls/{id}/export': 'polls.read',
  'GET /polls/{id}/texts': 'polls.moderate',
  'PUT /polls/{id}/themes': 'polls.moderate',
  'POST /polls/{id}/result-card': 'polls.edit',
  'POST /polls/{id}/hold': 'polls.approve',
  'POST /polls/{id}/release': 'polls.approve',
  'GET /settings/ballot-proofs': 'polls.read',
  'PUT /settings/ballot-proofs': 'settings.edit',
  'GET /rooms': 'rooms.present',
  'GET /rooms/{code}': 'open',
  'POST /rooms/{code}/answers': 'open',
  'POST /rooms/{code}/next': 'rooms.present',
  'POST /rooms/{code}/previous': 'rooms.present',
  'POST /rooms/{code}/hide': 'rooms.present',
  'POST /rooms/{code}/reveal': 'rooms.present',
  'POST /rooms/{code}/lock': 'rooms.present',
  'POST /rooms/{code}/unlock': 'rooms.present',
  'POST /rooms/{code}/reset': 'rooms.present',
  'POST /rooms/{code}/timer': 'rooms.present',
  'POST /rooms/{code}/remote': 'rooms.present',
  'POST /rooms/{code}/waiting': 'rooms.present',
  'POST /rooms/{code}/settle': 'rooms.present',
  'POST /budget/preview': 'budget.edit',
  'POST /budget/import': 'budget.edit',
  'GET /budget': 'budget.read',
  'GET /budget/{fiscalYear}': 'budget.read',
  'POST /budget/{fiscalYear}/card': 'budget.edit',
  'GET /ita/{fiscalYear}': 'ita.read',
  'GET /measures': 'ita.read',
  'GET /audit': 'audit.read',
  'GET /audit/verify': 'audit.read',
  'GET /settings': 'settings.edit',
  'PATCH /settings': 'settings.edit',
}

// Rooms look at the body first: a phone with the presenter's key has no login.
const bodies: Record<string, unknown> = {
  'POST /rooms/{code}/timer': { seconds: null },
  'POST /rooms/{code}/settle': { id: randomUUID(), label: null },
}

let system: ApiSystem
let code: string
const answers: ApiAnswer[] = []

beforeAll(async () => {
  system = await openApiSystem()
  code = await system.openRoom()
}, 120_000)
afterAll(() => system?.close())

async function call({ method, path }: Operation, headers: Record<string, string>) {
  const real = fillPath(path, { code })
  const response = await fetch(`${system.url}/api/v1${real}`, {
    method,
    headers: { origin: system.url, ...headers, ...(method !== 'GET' && { 'content-type': 'application/json' }) },
    ...(method !== 'GET' && method !== 'DELETE' && { body: JSON.stringify(bodies[`${method} ${path}`] ?? {}) }),
  })
  const isJson = response.headers.get('content-type')?.includes('json')
  const body = isJson ? ((await response.json()) as { code?: string }) : undefined
  if (isJson) answers.push({ method, path: real, status: response.status, body })
  return { status: response.status, code: body?.code }
}

/** Refused for who is asking, let through to the rules, or broken. What the rules then say (400, 404, 409 …) is not asked here. */
function outcomeOf({ status, code }: { status: number; code: string | undefined }): string {
  if (status === 401) return 'nobody'
  if (code === 'FORBIDDEN') return 'refused'
  return status < 500 ? 'let through' : `broken (${status} ${code})`
}

describe('[R33] role × route', () => {
  test('every operation of the document is declared, and nothing else is', () => {
    expect(system.operations.map(nameOf).toSorted()).toEqual(Object.keys(declared).toSorted())
  })

  test('nobody gets further than what is open', async () => {
    for (const operation of system.operations) {
      const name = nameOf(operation)
      for (const headers of [
        {},
        { authorization: 'Bearer sucharit_wrong' },
        { cookie: 'sucharit.session_token=x.y' },
      ]) {
        // A wrong token is counted; sixty from one address are the limit, so one operation tries it.
        if ('authorization' in headers && name !== 'GET /campaigns') continue
        const outcome = outcomeOf(await call(operation, headers as Record<string, string>))
        expect([name, headers, outcome]).toEqual([name, headers, declared[name] === 'open' ? 'let through' : 'nobody'])
      }
    }
  })

  test.each(roles)(
    '%s may do what the table says, by token and by cookie alike, and each refusal is in the log',
    async (role) => {
      const from = system.lines.length
      const refused: string[] = []
      for (const operation of system.operations) {
        const name = nameOf(operation)
        const asked = declared[name]
        const isAllowed = asked === 'open' || asked === 'signed-in' || (asked !== undefined && may(role, asked))
        for (const [via, headers] of [
          ['token', { authorization: `Bearer ${system.tokens[role]}` }],
          ['cookie', { cookie: system.cookies[role] }],
        ] as const) {
          const outcome = outcomeOf(await call(operation, headers))
          expect([name, via, outcome]).toEqual([name, via, isAllowed ? 'let through' : 'refused'])
          if (outcome === 'refused') refused.push(name)
        }
      }
      const logged = system.lines.slice(from).map((line) => JSON.parse(line))
      expect(logged.filter(({ code }) => code === 'FORBIDDEN')).toHaveLength(refused.length)
    },
  )

  test('a login of another person is there for nobody else, not even an owner, and goes on', async () => {
    const { prisma } = system.database
    const sessions = await prisma.session.findMany({ include: { user: true } })
    expect(new Set(sessions.map(({ user }) => user.role)).size).toBe(roles.length)
    for (const { id, user } of sessions) {
      const operation = { method: 'DELETE', path: `/me/logins/${id}` }
      for (const role of roles.filter((one) => one !== user.role)) {
        expect([role, await call(operation, { cookie: system.cookies[role] })]).toEqual([
          role,
          { status: 404, code: 'NOT_FOUND' },
        ])
      }
    }
    expect(await prisma.session.count()).toBe(sessions.length)
  })
})

test('a token makes no code by which LINE would sign in: that would outlive it', async () => {
  const operation = { method: 'POST', path: '/me/line/code' }
  const { status, code } = await call(operation, { authorization: `Bearer ${system.tokens.editor}` })
  expect([status, code]).toEqual([403, 'LOGIN_NEEDED'])
})

test('[R26] every answer they got, refusals too, keeps its contract', () => {
  expect(answers.length).toBeGreaterThan(system.operations.length * roles.length)
  expect(answers.map(findBreach).filter(Boolean)).toEqual([])
})
