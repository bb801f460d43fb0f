import type { Tx } from './db/open-database.ts'

/** Lets go of what has been kept long enough. Returns how many rows were removed or blanked. */
export type Retention = { name: string; apply(tx: Tx, now: Date): Promise<number> }

const dayMs = 86_400_000

export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs)
