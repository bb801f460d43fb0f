import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import { until } from '../../support/until.ts'
import { type Bench, percentileOf } from '../support/bench.ts'
import { startProduct } from '../support/product-process.ts'
import { freePort } from '../support/spawned-server.ts'

const perSecond = 100
const seconds = 15
const warmUpSeconds = 20 // a first start draws the pictures of its library meanwhile, and the hot paths are not yet compiled
const typed = ['ของขวัญ', 'ยืมคอม', 'อบรม', 'เมนู', 'งบประมาณ', 'ของขัวญ']

/**
 * From the moment a message is due to be typed until its answer stands in the simulator's ledger: webhook, inbox, queue, bot,
 * search and reply, in one process with PostgreSQL and the simulator beside it on the same machine. Every message is from
 * somebody else, so that none waits for another of its own chat.
 */
export const botReplyBench: Bench = {
  name: 'bot-reply',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-bot-reply-'))
    const port = await freePort()
    const product = await startProduct({ folder, env: { SIMULATOR_PORT: String(port) } })
    const simulator = `http://127.0.0.1:${port}`
    try {
      await runMessages(simulator, warmUpSeconds)
      const latenciesMs = await runMessages(simulator, seconds)
      report({ name: 'bot-reply-p50', value: percentileOf(latenciesMs, 0.5), unit: 'ms' })
      report({ name: 'bot-reply', value: percentileOf(latenciesMs, 0.95), unit: 'ms' })
      report({ name: 'bot-reply-p99', value: percentileOf(latenciesMs, 0.99), unit: 'ms' })
    } finally {
      await product.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function runMessages(simulator: string, forSeconds: number): Promise<number[]> {
  const people = await makePeople(simulator, perSecond * forSeconds)
  const pool = new Pool(simulator, { connections: 64, pipelining: 1 })
  const startedAt = Date.now() + 100
  const dueAt = (index: number) => startedAt + (index * 1000) / perSecond
  const sent: Promise<void>[] = []
  for (const [index, userId] of people.entries()) {
    const aheadMs = dueAt(index) - Date.now()
    if (aheadMs > 0) await wait(aheadMs)
    sent.push(type(pool, userId, typed[index % typed.length] as string))
  }
  await Promise.all(sent)
  await pool.close()
  const answered = await until(
    async () => {
      const found = await readAnswers(simulator, startedAt)
      return people.every((userId) => found.has(userId)) ? found : undefined
    },
    { withinMs: 60_000, everyMs: 500, what: `${people.length} answers in the ledger` },
  )
  return people.map((userId, index) => (answered.get(userId) as number) - dueAt(index))
}

async function makePeople(simulator: string, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, (_, index) => ({ displayName: `คนที่ ${index}`, isFriend: true }))
  const response = await fetch(`${simulator}/_sim/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(people),
  })
  const { items } = (await response.json()) as { items: { userId: string }[] }
  return items.map(({ userId }) => userId)
}

async function type(pool: Pool, userId: string, text: string): Promise<void> {
  const answer = await pool.request({
    method: 'POST',
    path: '/_sim/events',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', userId, text }),
  })
  await answer.body.dump()
  if (answer.statusCode !== 200) throw new Error(`The simulator answered ${answer.statusCode}`)
}

/** When the reply to each person was taken. */
async function readAnswers(simulator: string, sinceMs: number): Promise<Map<string, number>> {
  const since = new Date(sinceMs - 1000).toISOString()
  const response = await fetch(`${simulator}/_sim/ledger?since=${encodeURIComponent(since)}`)
  const { items } = (await response.json()) as { items: { endpoint: string; to: string; at: string }[] }
  return new Map(items.filter(({ endpoint }) => endpoint === 'reply').map(({ to, at }) => [to, Date.parse(at)]))
}
