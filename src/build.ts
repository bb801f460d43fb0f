// `npm start` comes through here first: what is made from sources is made once, and again only when they changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const stampFile = join(root, 'dist/.build-stamp.json')

type Step = {
  name: string
  /** Everything the product is made from, as globs. */
  sources: string[]
  /** The packages that make it: another version may make something else. */
  packages: string[]
  /** Made last: without it the step has not been done. */
  product: string
  command: string[]
}

const steps: Step[] = [
  {
    name: 'database client',
    sources: ['prisma/schema.prisma', 'prisma.config.ts', 'src/platform/db/generate-client.ts'],
    packages: ['prisma', '@prisma/client'],
    product: 'src/platform/db/generated/query-compiler.wasm',
    command: ['src/platform/db/generate-client.ts'],
  },
  {
    name: 'proposed holidays',
    sources: ['src/features/calendar/propose-*.ts'],
    packages: ['date-holidays'],
    product: 'dist/proposed-years.json',
    command: ['src/features/calendar/propose-years.ts'],
  },
  {
    name: 'web pages',
    sources: ['src/web/**/*', 'src/contracts/**/*', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'],
    packages: [],
    product: 'dist/web',
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  },
]

/** One digest over names and bytes, in an order no file system can change. */
function digestSources({ sources, packages, command }: Step): string {
  const hash = createHash('sha256').update(command.join(' '))
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((file) => join(file.parentPath, file.name))
  for (const name of packages) paths.push(join(root, 'node_modules', name, 'package.json'))
  for (const path of paths.sort()) {
    const bytes = readFileSync(path)
    // The length keeps one file's end from being taken for another's beginning.
    hash.update(`\n${path.slice(root.length)} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

/** What was built from which sources. A missing or broken stamp means nothing is known: everything is built. */
function readStamp(): Record<string, string> {
  if (!existsSync(stampFile)) return {}
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** Renamed into place, so that a build cut off in the middle leaves the old stamp or none. */
function writeStamp(stamp: Record<string, string>) {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const draft = `${stampFile}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(stamp, null, 2)}\n`)
  renameSync(draft, stampFile)
}

function run({ name, command }: Step) {
  const startedAt = performance.now()
  const { status, stdout, stderr, error } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
    console.error(`Building the ${name} failed. The reason stands above; a missing package comes back with: npm ci`)
    process.exit(1)
  }
  console.log(`${name} built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

// Nothing is written when nothing changed: a finished image may be read-only.
const stamp = readStamp()
for (const step of steps) {
  const digest = digestSources(step)
  if (stamp[step.name] === digest && existsSync(join(root, step.product))) continue
  // Forgotten first: a build cut off in the middle must not pass for the one before it.
  delete stamp[step.name]
  writeStamp(stamp)
  run(step)
  stamp[step.name] = digest
  writeStamp(stamp)
}
