import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { BullQueueOptions } from '../../../../src/platform/queue/create-bull-queue.ts'
import type { WorkerTimings } from '../../../../src/platform/queue/create-bull-workers.ts'
import { until } from '../../../support/until.ts'

export type WorkerOrder = {
  backend: BullQueueOptions['backend']
  prefix: string
  job: string
  /** The handler never returns. */
  hangs?: boolean
  concurrency?: number
  timings?: WorkerTimings
}

export type WorkerProcess = {
  began: string[]
  ended: string[]
  killHard(): Promise<void>
  stop(): Promise<void>
}

export async function spawnWorker(order: WorkerOrder): Promise<WorkerProcess> {
  const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const began: string[] = []
  const ended: string[] = []
  let isReady = false
  createInterface(child.stdout).on('line', (line) => {
    const { event, jobId } = JSON.parse(line) as { event: string; jobId: string }
    if (event === 'ready') isReady = true
    if (event === 'began') began.push(jobId)
    if (event === 'ended') ended.push(jobId)
  })
  await until(() => isReady, { withinMs: 20_000, what: 'the worker process is ready' })
  return {
    began,
    ended,
    killHard: () => endBy(child, () => child.kill('SIGKILL')),
    stop: () => endBy(child, () => child.stdin.end()),
  }
}

async function endBy(child: ChildProcess, act: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  act()
  await ended
}
