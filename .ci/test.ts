// npm test: everything there is to run, one after another, however much of it fails; then one line of counts.
//   node .ci/test.ts [--long] [name …]     names: static, a check (types …), or a size of test (unit …); none means all
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedisBinary } from '../test/support/redis-binary.ts'
import { addTallies, closingLine, listSecondTries, type Tally, tallyReport, type VitestReport } from './tally.ts'

const root = join(import.meta.dirname, '..')
const bin = (path: string) => join(root, 'node_modules', path)

const checks = [
  { name: 'build', command: [join(root, 'src/build.ts')] },
  { name: 'types', command: [bin('@typescript/native/bin/tsc'), '--noEmit', '-p', root] },
  { name: 'format', command: [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '--colors=off', root] },
  {
    name: 'arrows',
    command: [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      'src',
      'prisma',
      '--config',
      '.dependency-cruiser.mjs',
    ],
  },
  { name: 'dead code', command: [bin('knip/bin/knip.js')] },
]
// The quick sizes share one run; the others start whole systems, and two cores carry one of those at a time.
const runs = [['unit', 'medium', 'contract'], ['privacy'], ['e2e'], ['faults'], ['load']]

const names = process.argv.slice(2).filter((argument) => argument !== '--long')
const isLong = process.argv.includes('--long')
const isWanted = (name: string) => names.length === 0 || names.includes(name)

const unknown = names.find((name) => ![...checks.map((check) => check.name), 'static', ...runs.flat()].includes(name))
if (unknown) {
  console.error(
    `There is no "${unknown}". Name any of: static, ${[...checks.map(({ name }) => name), ...runs.flat()].join(', ')}`,
  )
  process.exit(2)
}

const environment = testEnvironment()
const failures: string[] = []
const notes: string[] = []
let current: ChildProcess | undefined

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    current?.kill(signal)
    process.exit(1)
  })
}

const tallies: Tally[] = []
for (const { name, command } of checks) {
  if (isWanted('static') || isWanted(name)) tallies.push(await check(name, command))
}
const testTallies: Tally[] = []
for (const sizes of runs) {
  const wanted = sizes.filter(isWanted)
  if (wanted.length > 0) testTallies.push(await runTests(wanted))
}
const total = addTallies([...tallies, ...testTallies])
const wantedTests = runs.flat().some(isWanted)
const executed = addTallies(testTallies)
if (wantedTests && executed.passed + executed.failed === 0) {
  failures.push('no test ran')
  total.failed++
}

console.log('')
for (const line of notes) console.log(line)
for (const line of failures) console.log(`✗ ${line}`)
console.log(closingLine(total))
process.exitCode = total.failed > 0 ? 1 : 0

/** Tests see the defaults: none of the product's own variables, whatever the shell has set. */
function testEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env }
  const documented = readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^#? ?([A-Z_]+)=/gm)
  for (const [, name] of documented) delete env[name as string]
  if (!process.stdout.isTTY) env.NO_COLOR = '1'
  if (isLong) env.TEST_LONG = '1'
  return env
}

/** A static check is one test; its output matters only when it fails. */
async function check(name: string, command: string[]): Promise<Tally> {
  const startedAt = performance.now()
  const { code, output } = await run(command, { limitMs: 5 * 60_000, isShown: false })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (code === 0) {
    console.log(`✓ ${name} (${seconds} s)`)
    return { passed: 1, failed: 0, skipped: 0 }
  }
  console.log(`✗ ${name} (${seconds} s)\n${output.trim()}\n`)
  failures.push(name)
  return { passed: 0, failed: 1, skipped: 0 }
}

async function runTests(sizes: string[]): Promise<Tally> {
  const present = sizes.filter((size) => globSync(`test/${size}/**/*.test.ts`, { cwd: root }).length > 0)
  for (const size of sizes) {
    if (!present.includes(size)) notes.push(`${size}: passed over, test/${size} has no test files`)
  }
  if (present.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  await findRedis()

  const folder = mkdtempSync(join(tmpdir(), 'test-report-'))
  const report = join(folder, 'report.json')
  const projects = present.flatMap((size) => ['--project', size])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const limitMs = (isLong ? 180 : 55) * 60_000
  const { code } = await run([bin('vitest/vitest.mjs'), 'run', ...projects, ...reporters], { limitMs, isShown: true })
  // No report: vitest itself broke down, and its exit code says so below.
  const result: VitestReport = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] }
  const tally = tallyReport(result)
  for (const test of listSecondTries(result)) notes.push(`passed at the second try: ${test}`)
  rmSync(folder, { recursive: true })
  // An error outside every test (an unhandled rejection, a time limit) is in the exit code alone.
  if (code !== 0 && tally.failed === 0) tally.failed = 1
  if (tally.failed > 0) failures.push(`${present.join(', ')}: ${tally.failed} failed`)
  return tally
}

/** Fetched once here, so that parallel test files need not, and an offline machine asks only once. */
async function findRedis() {
  const binary = await findRedisBinary()
  if (!('missing' in binary) || environment.TEST_REDIS_MISSING) return
  environment.TEST_REDIS_MISSING = binary.missing
  notes.push(`Redis suites not run: ${binary.missing}`)
}

function run(command: string[], { limitMs, isShown }: { limitMs: number; isShown: boolean }) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      env: environment,
      stdio: isShown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    })
    current = child
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (signal) output += `\nended by ${signal}${child.killed ? ` after ${limitMs / 60_000} min` : ''}`
      resolve({ code, output })
    })
  })
}
