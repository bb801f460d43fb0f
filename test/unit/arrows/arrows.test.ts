import { execFile } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Arrow, allowedArrows, forbiddenArrows } from './arrow-samples.ts'

const root = resolve(import.meta.dirname, '../../..')

type Module = { source: string; dependencies: { resolved: string }[] }
type Violation = { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }
type Cruise = {
  modules: Module[]
  summary: { violations: Violation[]; ruleSetUsed: { forbidden: { name: string }[] } }
}

/** Runs the project's own dependency-cruiser configuration in a folder, as `npm test` runs it in the root. */
async function cruise(folder: string, ...paths: string[]): Promise<Cruise> {
  const binary = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [binary, ...paths, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json']
  // It exits with the number of violations found: the output tells, whatever the code.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 }).catch(
    (error: { stdout?: string }) => {
      if (!error.stdout?.startsWith('{')) throw error
      return { stdout: error.stdout }
    },
  )
  return JSON.parse(stdout)
}

/** The lines of every file at either end of the arrows. */
function filesWith(arrows: Arrow[]): Map<string, string[]> {
  const files = new Map<string, string[]>()
  const linesOf = (path: string) => files.get(path) ?? files.set(path, ['export {}']).get(path)!
  for (const { from, to, kind } of arrows) {
    const isFile = /^(src|prisma|test)\//.test(to)
    if (isFile) linesOf(to)
    const specifier = isFile ? '../'.repeat(from.split('/').length - 1) + to : to
    linesOf(from).push(kind === 'type' ? `import type * as T from '${specifier}'` : `import '${specifier}'`)
  }
  return files
}

/** A violation names its importing file; a cycle is told once, of a package used too often the package is named. */
function blames({ from, cycle = [] }: Violation, arrow: { from: string; to: string }): boolean {
  return [from, ...cycle.map(({ name }) => name)].includes(arrow.from) || from.includes(`/node_modules/${arrow.to}/`)
}

describe('a tree with wrong arrows planted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arrows-'))
  let violations: Violation[]
  let ruleNames: string[]

  beforeAll(async () => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    for (const [path, lines] of filesWith([...forbiddenArrows, ...allowedArrows])) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), lines.join('\n'))
    }
    const { summary } = await cruise(folder, 'src', 'prisma')
    violations = summary.violations
    ruleNames = summary.ruleSetUsed.forbidden.map(({ name }) => name)
  }, 60_000)

  afterAll(() => rmSync(folder, { recursive: true }))

  test('holds one for every rule', () => {
    const planted = new Set(forbiddenArrows.map(({ rule }) => rule))
    expect(ruleNames.filter((name) => !planted.has(name))).toEqual([])
  })

  test.each(forbiddenArrows)('$rule catches $from → $to ($kind)', ({ rule, from, to }) => {
    expect(violations.filter((found) => blames(found, { from, to })).map((found) => found.rule.name)).toContain(rule)
  })

  test.each(allowedArrows)('nothing refuses $from → $to ($kind)', ({ from }) => {
    expect(violations.filter((found) => found.from === from)).toEqual([])
  })
})

describe('this project', () => {
  test('has no wrong arrow, and its arrows are seen at all', async () => {
    const { modules, summary } = await cruise(root, 'src', 'prisma')
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
    // With a TypeScript that has no JavaScript API every file is there and not one arrow.
    const arrows = modules.filter(({ source }) => source.startsWith('src/')).flatMap((module) => module.dependencies)
    expect(arrows.length).toBeGreaterThan(20)
  }, 60_000)
})

describe('the environment', () => {
  // Biome's noProcessEnv sees `process.env` and `import { env }`, but not a destructured process.
  const readsEnvironment =
    /\bprocess\??\.env\b|\bprocess\[|\{[^}]*\benv\b[^}]*\}\s*(=\s*(globalThis\.)?process\b|from\s*'(node:)?process')/

  test.each([
    'const port = process.env.PORT',
    "process['env'].PORT",
    'const { env } = process',
    'const { env: settings } = globalThis.process',
    "import { env } from 'node:process'",
    "import { argv, env as settings } from 'process'",
  ])('is seen to be read in: %s', (line) => expect(line).toMatch(readsEnvironment))

  test('is read by config.ts alone', () => {
    const exclude = [
      'src/config.ts',
      'src/platform/db/generated/**',
      // Reads no setting: hands the environment down to PostgreSQL without its PG* variables.
      'src/platform/db/embedded/binaries.ts',
    ]
    const files = globSync('src/**/*.{ts,tsx}', { cwd: root, exclude })
    expect(files.length).toBeGreaterThan(5)
    // A comment may name it: only code reads it.
    const codeOf = (file: string) => readFileSync(join(root, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
    expect(files.filter((file) => readsEnvironment.test(codeOf(file)))).toEqual([])
  })
})
