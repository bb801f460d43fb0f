import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from '../support/bench.ts'
import { startProduct } from '../support/product-process.ts'

/** Seconds until a second start, which finds everything installed and seeded, answers /readyz with 200. */
export const startBench: Bench = {
  name: 'start',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
    try {
      const first = await startProduct({ folder })
      await first.stop()
      const startedAt = performance.now()
      const second = await startProduct({ folder })
      report({ name: 'start', value: (performance.now() - startedAt) / 1000, unit: 's' })
      await second.stop()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
