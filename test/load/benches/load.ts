import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from '../support/bench.ts'

const root = join(import.meta.dirname, '../../..')

/** The load suite in its long form, against itself whole: a promise that does not hold under load fails the bench. */
export const loadBench: Bench = {
  name: 'load',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-load-'))
    try {
      const outputFile = join(folder, 'report.json')
      const vitest = join(root, 'node_modules/vitest/vitest.mjs')
      spawnSync(
        process.execPath,
        // What the suite itself says goes beside the figures, which alone are on standard output.
        [
          vitest,
          'run',
          '--project',
          'load',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${outputFile}`,
        ],
        { cwd: root, env: { ...process.env, TEST_LONG: '1' }, stdio: ['ignore', process.stderr, process.stderr] },
      )
      const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(outputFile, 'utf8'))
      const ratio = numPassedTests / numTotalTests
      report({ name: 'load', value: numPassedTests, unit: 'tests', baseline: numTotalTests, ratio })
      if (ratio < 1) throw new Error(`${numTotalTests - numPassedTests} of ${numTotalTests} load tests did not pass.`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
