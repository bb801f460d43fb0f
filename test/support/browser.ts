import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const packageRoot = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')

/**
 * Starts the headless Chromium of the npm package with the package's own libraries and fonts, so that every machine
 * drives the same browser and nothing has to be installed. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const home = await unpackChromium()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    // No sandbox: root and plain containers cannot make one, and the pages under test are our own.
    // The package's own list of flags is left out: it switches off web security, on which the tests rely.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
    // Without a language of the machine Chromium names every download that is called in Thai "download".
    env: {
      ...process.env,
      LC_ALL: 'C.UTF-8',
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  })
}

/** Unpacks 210 MB once per user and version (2 s). Test files run at once: each drafts apart, the first rename wins. */
async function unpackChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
  const home = join(tmpdir(), `sucharit-chromium-${version}-${userInfo().uid}`)
  if (existsSync(home)) return home

  const draft = await mkdtemp(join(tmpdir(), 'sucharit-chromium-draft-'))
  try {
    await Promise.all(['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((name) => inflateInto(draft, name)))
    await writeFile(join(draft, 'fonts', 'fonts.conf'), fontsConfiguration(join(home, 'fonts')))
    await rename(draft, home)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

/** `inflate` always writes to the system's temporary folder and reads its name before the first await. */
function inflateInto(folder: string, name: string): Promise<string> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    return inflate(join(packageRoot, 'bin', name))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`
}
