import type { Pace } from '../../src/platform/pace/create-pace.ts'

/** Every call at once, for tests that have no database. */
export const freePace: Pace = { take: async () => true, slowDown: async () => {} }
