// npm run lock: writes package-lock.json anew, whole.
// A registry mirror may carry a package but not all its builds for other platforms. npm then leaves those out of the lock
// file, and the next `npm ci` refuses the file as incomplete (EUSAGE). They are optional and never installed on a platform
// that they are not for, so name, version and platform are all the lock file needs of them.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

type Entry = { version?: string; optionalDependencies?: Record<string, string>; dev?: boolean } & Record<
  string,
  unknown
>

const file = new URL('../package-lock.json', import.meta.url)
const systems = new Map([
  ['darwin', 'darwin'],
  ['linux', 'linux'],
  ['win32', 'win32'],
  ['windows', 'win32'],
  ['win', 'win32'],
  ['android', 'android'],
  ['freebsd', 'freebsd'],
  ['openharmony', 'openharmony'],
])
const processors = ['x64', 'arm64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x']

execFileSync('npm', ['install', '--package-lock-only'], { stdio: 'inherit' })
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }
const added = Object.entries(lock.packages).flatMap(([path, entry]) => addMissing(path, entry))
const { '': root, ...rest } = lock.packages
lock.packages = {
  '': root as Entry,
  ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'))),
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json is whole; ${added.length} builds for other platforms were added by name`)

function addMissing(path: string, entry: Entry): string[] {
  return Object.entries(entry.optionalDependencies ?? {}).flatMap(([name, version]) => {
    const isKnown = lock.packages[`${path}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`]
    const platform = platformOf(name)
    if (isKnown || !platform) return []
    lock.packages[`node_modules/${name}`] = { version, ...(entry.dev && { dev: true }), ...platform, optional: true }
    return [name]
  })
}

function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | undefined {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const os = words.map((word) => systems.get(word)).find(Boolean)
  const cpu = words.find((word) => processors.includes(word))
  if (!os || !cpu) return undefined
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : os === 'linux' && words.includes('gnu')
      ? 'glibc'
      : undefined
  return { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) }
}
