import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiSystem, fillPath, nameOf, openApiSystem } from '../../support/api-system.ts'
import { hostileValues } from '../../support/hostile-values.ts'
import { listPlaces, listSamples, type Sample, withValue } from '../../support/sample-input.ts'
import { changedTables, readTableStates } from '../../support/table-states.ts'

let system: ApiSystem
let code: string
beforeAll(async () => {
  system = await openApiSystem()
  code = await system.openRoom()
}, 120_000)
afterAll(() => system?.close(), 120_000)

const deep = 50_000
/** Bodies that are no object of ours, or not JSON at all. */
const bodies = [
  'null',
  '[]',
  '"words"',
  '1e400',
  '{',
  '{"a":1,"a":2}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  `${'['.repeat(deep)}${']'.repeat(deep)}`,
  `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
  '{"a":"\u0000"}',
]
const wrongIds = ['../..', '%', 'ก'.repeat(500), '1e21', "'; DROP TABLE staff; --"]
const numbers = [0, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63)]
const values = [...hostileValues, ...numbers, '9'.repeat(400), '2026-02-30', '2026-13-01T99:99:99Z', '-271821-04-20']
/** Of a list a few, beginning with another one each time: over all operations and places each is tried often. */
const someOf = <T>(all: T[], count: number, turn: number): T[] =>
  Array.from({ length: count }, (_one, index) => all[(turn * count + index) % all.length] as T)

type Attack = { path: string; body?: string }

/** The operation with each of its places, its address too, holding something that nobody should send. */
function listAttacks({ method, path, input }: Sample, id: { id?: string }, turn: number): Attack[] {
  const real = fillPath(path, { code, ...id })
  const changed = listPlaces(input).flatMap((place, index) =>
    place.length === 0 ? [] : someOf(values, 2, turn + index).map((value) => withValue(input, place, value)),
  )
  const addresses = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) =>
    ['\u0000', ...someOf(wrongIds, 1, turn)].map((value) => ({
      path: fillPath(path, { code, ...id, [name]: encodeURIComponent(value) }),
      body: JSON.stringify(input),
    })),
  )
  if (method === 'GET') return [...changed.map((query) => ({ path: `${real}?${toQuery(query)}` })), ...addresses]
  const withStranger = JSON.stringify({ ...input, isAdmin: true, constructor: 'x' })
  return [...someOf(bodies, 3, turn), withStranger, ...changed.map((body) => JSON.stringify(body))]
    .map((body) => ({ path: real, body }))
    .concat(addresses)
}

const toQuery = (query: Record<string, unknown>) =>
  new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value).slice(0, 500)])).toString()

async function send(method: string, { path, body }: Attack) {
  const answer = await fetch(`${system.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${system.tokens.owner}`, 'content-type': 'application/json' },
    body: method === 'GET' ? undefined : body,
  })
  const text = await answer.text()
  return { status: answer.status, text }
}

/** A few at a time, as people are. */
async function sendAll(method: string, attacks: Attack[]) {
  const answers: { status: number; text: string; attack: Attack }[] = []
  for (let at = 0; at < attacks.length; at += 8) {
    const some = attacks.slice(at, at + 8)
    answers.push(...(await Promise.all(some.map(async (attack) => ({ ...(await send(method, attack)), attack })))))
  }
  return answers
}

// Those whose ids and words are not all held to a form by their contract; the long form tries every operation.
const isTried = ({ path }: Sample) =>
  process.env.TEST_LONG === '1' || /^\/(users|tokens|settings|officers|me|pictures)\b/.test(path)

// Whoever is ended by these could not go on.
const isOfOwner = ({ path }: Sample) => /^\/(users|tokens|me)\b/.test(path)

const readStates = () => readTableStates(system.testDatabase.ownerUrl)
// When a token was last used, and who read about whom.
const isOfReading = new Set(['api_key', 'audit_entry'])

describe('[R25] every API input is parsed', () => {
  test('what is hostile gets a 4xx with a code or is stored as text: never a 5xx, and nothing of a refused one stays', async () => {
    const wrong: unknown[] = []
    let count = 0
    let before = await readStates()
    for (const [turn, sample] of listSamples().filter(isTried).entries()) {
      const id = isOfOwner(sample) ? {} : await system.findOne(sample.path)
      const answers = await sendAll(sample.method, listAttacks(sample, id, turn))
      count += answers.length
      for (const { status, text, attack } of answers) {
        const isCoded = status < 400 || /"code":"[A-Z_]+"/.test(text)
        if (status >= 500 || !isCoded)
          wrong.push([
            nameOf(sample),
            attack.path.slice(0, 200),
            attack.body?.slice(0, 300),
            status,
            text.slice(0, 200),
          ])
      }
      if (sample.method === 'GET') continue
      const after = await readStates()
      const changed = changedTables(before, after).filter((table) => !isOfReading.has(table))
      if (changed.length > 0 && answers.every(({ status }) => status >= 400))
        wrong.push([nameOf(sample), 'refused, and yet changed', changed])
      before = after
    }
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(100)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }, 600_000)
})
