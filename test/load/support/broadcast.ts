import { join } from 'node:path'
import { findPostmaster } from '../../../src/platform/db/embedded/cluster.ts'
import { addCrowd } from '../../support/crowd.ts'
import { findFreePorts } from '../../support/free-ports.ts'
import { createSystem, type RunningSystem } from '../../support/system.ts'
import { until } from '../../support/until.ts'
import { cpuSecondsOf, peakMemoryOf } from './process-cost.ts'
import { npmStart } from './product-process.ts'

export const unlimited = { LINE_PUSH_PER_SECOND: '0', LINE_MULTICAST_PER_SECOND: '0' }

export type Sent = {
  /** Requests and recipients a second, from the first to the last acceptance. */
  callsPerSecond: number
  chatsPerSecond: number
  /** From the approval to the first acceptance: planning, and the queue. */
  startedAfterSeconds: number
  /** Of the worker and of PostgreSQL, from the approval to the end of the run. */
  cpuSeconds: number
  /** The most that the worker had resident since its start. */
  workerPeakMb: number
}

/**
 * The product as an office runs it on more than one process: web, one worker with the heap flags of `npm start`, PostgreSQL,
 * and the simulator apart from all of them.
 */
export async function openBroadcast() {
  const system = await createSystem({ env: { ROLES: 'web', LOG_LEVEL: 'warn' } })
  await system.startSimulator()
  const web = system.start(npmStart().env, npmStart().flags)
  await web.ready()
  const [editor, approver] = [
    system.api(await system.createToken('editor')),
    system.api(await system.createToken('approver')),
  ]
  for (const { id } of (await approver.get('/campaigns?state=scheduled')).body.items as { id: string }[])
    await approver.post(`/campaigns/${id}/cancel`)
  await system.query(`UPDATE staff SET state = 'guest'`)
  await system.query(`UPDATE line_group SET state = 'left'`)
  let worker: RunningSystem | undefined

  const postmaster = () => findPostmaster(join(system.env.DATA_DIR, 'postgres'))?.pid as number
  const cpuSeconds = () => cpuSecondsOf((worker as RunningSystem).pid) + cpuSecondsOf(postmaster())

  async function startWorker(env: Record<string, string> = {}): Promise<RunningSystem> {
    await worker?.stop()
    const [port] = await findFreePorts(1)
    worker = system.start({ ...npmStart().env, ROLES: 'worker', PORT: String(port), ...env }, npmStart().flags)
    await worker.ready()
    return worker
  }

  /** Sends a card to an audience, waits until all of it is done, and reads the simulator's ledger. */
  async function send(marker: string, audience: Record<string, unknown>): Promise<Sent> {
    const draft = await editor.post('/campaigns', {
      name: marker,
      message: { template: 'notice', data: { title: marker, text: 'ข้อความทดสอบความเร็ว' } },
      audience,
      schedule: { kind: 'now' },
    })
    const { id } = must(draft)
    must(await editor.post(`/campaigns/${id}/submit`))
    const cpuBefore = cpuSeconds()
    const approvedAt = Date.now()
    must(await approver.post(`/campaigns/${id}/approve`))
    // Not through the API, which counts every recipient for the progress it shows.
    const isOver = async () => {
      const [campaign] = await system.query<{ state: string }>('SELECT state::text FROM campaign WHERE id = $1', [id])
      return campaign?.state === 'completed'
    }
    await until(isOver, {
      withinMs: 600_000,
      everyMs: 500,
      what: `${marker} is done`,
    })
    const cost = cpuSeconds() - cpuBefore
    const { calls, chats, firstAt, lastAt } = await readLedger(marker, approvedAt)
    const planned = await system.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM recipient JOIN run ON run.id = run_id WHERE campaign_id = $1 AND recipient.state = 'accepted'`,
      [id],
    )
    if (planned[0]?.count !== chats) throw new Error(`${chats} arrived, ${planned[0]?.count} are marked as accepted`)
    const seconds = (lastAt - firstAt) / 1000
    return {
      callsPerSecond: calls / seconds,
      chatsPerSecond: chats / seconds,
      startedAfterSeconds: (firstAt - approvedAt) / 1000,
      cpuSeconds: cost,
      workerPeakMb: peakMemoryOf((worker as RunningSystem).pid),
    }
  }

  async function readLedger(marker: string, since: number) {
    const query = `?since=${encodeURIComponent(new Date(since).toISOString())}`
    const response = await fetch(`${system.urls.simulator}/_sim/ledger${query}`)
    const { items } = (await response.json()) as { items: { to: string | string[]; messages: unknown[]; at: string }[] }
    const ours = items.filter(({ messages }) => JSON.stringify(messages).includes(marker))
    const times = ours.map(({ at }) => Date.parse(at))
    return {
      calls: ours.length,
      chats: ours.reduce((sum, { to }) => sum + [to].flat().length, 0),
      firstAt: times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY),
      lastAt: times.reduce((most, at) => Math.max(most, at), 0),
    }
  }

  return {
    system,
    startWorker,
    send,
    addPeople: (count: number) => addCrowd(system, count),
    limits: (limits: 'on' | 'off') => system.sim.post('/_sim/settings', { limits }),
    close: () => system.dispose(),
  }
}

export type Broadcast = Awaited<ReturnType<typeof openBroadcast>>

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are read.
function must(answer: { status: number; body: any }): any {
  if (answer.status < 300) return answer.body
  throw new Error(`The API answered ${answer.status}: ${JSON.stringify(answer.body)}`)
}
