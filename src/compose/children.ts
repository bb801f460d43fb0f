import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { StartError } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'

export type Child = { close(): Promise<void> }

const readyWithinMs = 60_000
const closeWithinMs = 10_000

/**
 * Runs one role in a process of its own and keeps it running. The child ends by itself when this process is gone (its IPC
 * channel closes), so that a kill -9 leaves no orphan on the port.
 */
export async function startChild(role: 'ballot' | 'simulator', log: Log): Promise<Child> {
  let isClosing = false
  let child = spawn()
  await ready(child)
  watch(child)

  function spawn(): ChildProcess {
    return fork(new URL('../main.ts', import.meta.url), ['--role', role], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // A group of its own: Ctrl-C goes to the whole group, and children must outlive what still needs them.
      detached: true,
    })
  }

  async function ready(started: ChildProcess): Promise<void> {
    const answer = await Promise.race([
      once(started, 'message').then(() => 'ready' as const),
      once(started, 'exit').then(() => 'exited' as const),
      new Promise<'silent'>((done) => setTimeout(done, readyWithinMs, 'silent').unref()),
    ])
    if (answer !== 'ready')
      throw new StartError(`The ${role} process did not start (${answer}); its own message is above.`, {
        mayPass: true,
      })
  }

  function watch(running: ChildProcess): void {
    running.once('exit', (code, signal) => {
      if (isClosing) return
      log.error({ role, code, signal }, 'a child process ended; starting it again')
      setTimeout(() => void restart(), 1000)
    })
  }

  async function restart(): Promise<void> {
    if (isClosing) return
    child = spawn()
    watch(child)
  }

  return {
    async close() {
      isClosing = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      const cut = setTimeout(() => child.kill('SIGKILL'), closeWithinMs)
      await gone
      clearTimeout(cut)
    },
  }
}
