import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInstalled, makeBrowserHome } from './browser-home.ts'
import type { Driver } from './driven-page.ts'
import { findFreePorts } from './free-ports.ts'
import { until } from './until.ts'

/** Why WebKit cannot be driven on this machine. */
export function whyNoWebKit(): string | undefined {
  const missing = ['WebKitWebDriver', 'Xvfb'].filter((program) => !isInstalled(program))
  return missing.length > 0 ? `no ${missing.join(', no ')} is here (Debian: webkit2gtk-driver, xvfb)` : undefined
}

/** WebKitGTK's small browser in a window as large as a phone's, on a screen of its own, through W3C WebDriver. */
export async function startWebKit(size = { width: 390, height: 844 }): Promise<Driver> {
  const home = makeBrowserHome()
  const [port] = (await findFreePorts(1)) as [number]
  const started: ChildProcess[] = []
  async function close() {
    for (const child of started.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const over = once(child, 'exit')
      child.kill()
      await over
    }
    home.remove()
  }

  try {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    started.push(screen)
    const [display] = (await once(screen.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
    makeToolbarNarrow(home.folder)
    makeThaiLocale(home.folder)
    const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      env: {
        ...home.env,
        XDG_CONFIG_HOME: home.folder,
        DISPLAY: `:${String(display).trim()}`,
        GDK_BACKEND: 'x11',
        LOCPATH: join(home.folder, 'locale'),
        LC_ALL: 'th_TH.UTF-8',
        NO_AT_BRIDGE: '1',
        // Root and plain containers cannot make a sandbox, and the pages under test are our own.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.push(driver)
    let output = ''
    for (const stream of [driver.stdout, driver.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))

    const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
      })
      const { value } = (await response.json()) as { value: unknown }
      if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
      return value
    }
    await until(() => call('GET', '/status'), { withinMs: 10_000, what: 'WebKitWebDriver' })
    const capabilities = {
      'webkitgtk:browserOptions': { args: ['--automation', '--enable-write-console-messages-to-stdout=true'] },
    }
    const session = (await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } })) as {
      sessionId: string
      capabilities: { browserVersion: string }
    }
    const at = `/session/${session.sessionId}`
    const read = <T>(expression: string) =>
      call('POST', `${at}/execute/sync`, { script: `return ${expression}`, args: [] }) as Promise<T>
    await call('POST', `${at}/window/rect`, size)
    const inner = await read<number>('innerHeight')
    await call('POST', `${at}/window/rect`, { ...size, height: 2 * size.height - inner }) // without the toolbar
    return {
      name: `WebKitGTK ${session.capabilities.browserVersion}`,
      goTo: async (url) => void (await call('POST', `${at}/url`, { url })),
      read,
      act: async (sources) => void (await call('POST', `${at}/actions`, { actions: sources })),
      picture: async () => Buffer.from((await call('GET', `${at}/screenshot`)) as string, 'base64'),
      complaints: () => output.split('\n').filter((line) => /^CONSOLE .*ERROR/.test(line)),
      async close() {
        await call('DELETE', at)
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The browser's buttons want 447 px; a phone has 390. */
function makeToolbarNarrow(folder: string) {
  mkdirSync(join(folder, 'gtk-3.0'))
  writeFileSync(join(folder, 'gtk-3.0/gtk.css'), '* { padding: 0; margin: 0; min-width: 0; font-size: 1px; }')
}

/** WebKit speaks the language of a locale that is installed: one of ours that differs from Debian's own in name alone. */
function makeThaiLocale(folder: string) {
  mkdirSync(join(folder, 'locale'))
  symlinkSync('/usr/lib/locale/C.utf8', join(folder, 'locale/th_TH.UTF-8'))
}
