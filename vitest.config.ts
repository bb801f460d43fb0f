import { defineConfig } from 'vitest/config'

const sizes = ['unit', 'medium', 'contract', 'privacy', 'e2e', 'faults', 'load'] as const
const timeouts: Record<(typeof sizes)[number], number> = {
  unit: 10_000,
  medium: 30_000,
  contract: 30_000,
  privacy: 120_000,
  e2e: 180_000,
  faults: 240_000,
  load: 240_000,
}

// A browser that others keep from a processor runs out of time: such a test is tried once more, and
// named at the end of the run. One that saw something wrong is not, nor is any of another size.
const ranOutOfTime = /Timeout \d+ms exceeded|timed out in \d+ms|Not seen within|did not succeed in time/

const isQuick = (name: (typeof sizes)[number]) => name === 'unit' || name === 'medium' || name === 'contract'

export default defineConfig({
  test: {
    projects: sizes.map((name) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout: timeouts[name],
        hookTimeout: timeouts[name],
        ...(name === 'e2e' && { retry: { count: 1, condition: ranOutOfTime } }),
        // Heavy sizes start whole systems: one file at a time on a two-core machine.
        fileParallelism: isQuick(name),
        maxWorkers: isQuick(name) ? 2 : 1,
        // The quick ones share what a process has loaded; each file anew would take as long as its tests.
        isolate: !isQuick(name),
        globalSetup: name === 'unit' ? [] : ['test/support/global-setup.ts'],
      },
    })),
  },
})
