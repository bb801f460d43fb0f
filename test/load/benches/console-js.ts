import { join } from 'node:path'
import { measureFirstLoad } from '../../support/first-load.ts'
import type { Bench } from '../support/bench.ts'

/** KB of gzipped JavaScript before the console's first page shows; the baseline is what we allow ourselves. */
export const consoleJsBench: Bench = {
  name: 'console-js',
  async run(report) {
    const value = measureFirstLoad(join(import.meta.dirname, '../../../dist/web/console'))
    report({ name: 'console-js', value, unit: 'KB', baseline: 300, ratio: value / 300 })
  },
}
