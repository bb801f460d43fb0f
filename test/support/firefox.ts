import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInstalled, makeBrowserHome } from './browser-home.ts'
import type { Driver } from './driven-page.ts'
import { until } from './until.ts'

const program = ['firefox-esr', 'firefox'].find(isInstalled)

// Firefox asks every host for an icon, which page B's policy refuses as it should; and whoever leaves a room ends its stream.
const ordinary = /\/favicon\.ico|was interrupted while the page was loading/

/** Why Firefox cannot be driven on this machine. */
export const whyNoFirefox = (): string | undefined => (program ? undefined : 'no firefox is here (Debian: firefox-esr)')

/** Firefox without a screen, in a page as large as a phone's, through WebDriver BiDi, which it speaks by itself. */
export async function startFirefox(viewport = { width: 390, height: 844 }): Promise<Driver> {
  const home = makeBrowserHome()
  const settings = {
    'intl.accept_languages': 'th-TH, th',
    // Firefox drops what is touched within moments of a page's first paint, unless it is told that no person is hurried here.
    'dom.input_events.security.minNumTicks': 0,
    'dom.input_events.security.minTimeElapsedInMS': 0,
  }
  const lines = Object.entries(settings).map(([name, value]) => `user_pref('${name}', ${JSON.stringify(value)});\n`)
  writeFileSync(join(home.folder, 'user.js'), lines.join(''))
  const child = spawn(
    program as string,
    ['--headless', '--no-remote', '--profile', home.folder, '--remote-debugging-port=0'],
    {
      env: home.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk))
  async function close() {
    if (child.exitCode === null && child.signalCode === null) {
      const over = once(child, 'exit')
      child.kill()
      await over
    }
    home.remove()
  }

  try {
    const address = await until(() => output.match(/listening on (ws:\S+)/)?.[1], {
      withinMs: 30_000,
      what: 'Firefox',
    })
    const complaints: string[] = []
    const call = await connect(`${address}/session`, ({ method, params }) => {
      const { level, text = '' } = params
      if (method === 'log.entryAdded' && level === 'error' && !ordinary.test(text)) complaints.push(text)
    })
    const { capabilities } = await call<{ capabilities: { browserVersion: string } }>('session.new', {
      capabilities: {},
    })
    await call('session.subscribe', { events: ['log.entryAdded'] })
    const { contexts } = await call<{ contexts: { context: string }[] }>('browsingContext.getTree', {})
    const context = contexts[0]?.context
    await call('browsingContext.setViewport', { context, viewport })
    return {
      name: `Firefox ${capabilities.browserVersion}`,
      goTo: async (url) => void (await call('browsingContext.navigate', { context, url, wait: 'complete' })),
      async read<T>(expression: string) {
        const { result, exceptionDetails } = await call<{
          result?: { value: string }
          exceptionDetails?: { text: string }
        }>('script.evaluate', {
          expression: `JSON.stringify([${expression}])`,
          target: { context },
          awaitPromise: false,
        })
        if (!result) throw new Error(exceptionDetails?.text)
        return JSON.parse(result.value)[0] as T
      },
      act: async (actions) => void (await call('input.performActions', { context, actions })),
      async picture() {
        const { data } = await call<{ data: string }>('browsingContext.captureScreenshot', { context })
        return Buffer.from(data, 'base64')
      },
      complaints: () => complaints,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

type Event = { method: string; params: { level?: string; text?: string } }
type Answer = { id: number; result?: unknown; error?: string; message?: string }

/** One WebSocket of WebDriver BiDi: commands are answered by their number, events come unasked. */
async function connect(address: string, onEvent: (event: Event) => void) {
  const socket = new WebSocket(address)
  const waiting = new Map<number, { done(result: unknown): void; fail(error: Error): void }>()
  let lastId = 0
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data) as Event | Answer
    if ('method' in message) return onEvent(message)
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) asked?.fail(new Error(`${message.error}: ${message.message}`))
    else asked?.done(message.result)
  })
  socket.addEventListener('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('Firefox has ended'))
  })
  await once(socket, 'open')
  return <T>(method: string, params: object) =>
    new Promise<T>((done, fail) => {
      lastId += 1
      waiting.set(lastId, { done: done as (result: unknown) => void, fail })
      socket.send(JSON.stringify({ id: lastId, method, params }))
    })
}
