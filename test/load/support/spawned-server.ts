import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { findFreePorts } from '../../support/free-ports.ts'
import { until } from '../../support/until.ts'

export type SpawnedServer = { url: string; pid: number; stop(): Promise<void> }

/** Starts a Node program that listens on PORT, and waits until `readyPath` answers 200. */
export async function spawnServer(options: {
  args: string[]
  env: Record<string, string>
  readyPath: string
  cwd?: string
}): Promise<SpawnedServer> {
  const port = Number(options.env.PORT ?? (await freePort()))
  const child = spawn(process.execPath, options.args, {
    env: { ...process.env, ...options.env, PORT: String(port) },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk).slice(-4_000)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const url = `http://127.0.0.1:${port}`
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null

  async function stop(): Promise<void> {
    if (hasEnded()) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }

  try {
    await until(async () => hasEnded() || (await fetch(url + options.readyPath)).status === 200, {
      withinMs: 60_000,
      everyMs: 20,
      what: `${options.args.at(-1)} answers`,
    })
    if (hasEnded()) throw new Error(`${options.args.at(-1)} ended at once`)
  } catch (cause) {
    await stop()
    throw new Error(`${options.args.at(-1)} did not start:\n${output}`, { cause })
  }
  return { url, pid: child.pid as number, stop }
}

export const freePort = async (): Promise<number> => (await findFreePorts(1))[0] as number
