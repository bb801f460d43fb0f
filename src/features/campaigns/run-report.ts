import type { NamedRun } from './report-repo.ts'
import type { ReasonCount } from './report-rules.ts'

/** A run as it goes. */
export type LiveRun = NamedRun & { reasonText: string | null; ratePerSecond: number; estimatedEndAt: Date | null }

/** A run with all its reasons, in counts. */
export type RunReport = LiveRun & {
  tookMs: number | null
  failed: ReasonCount[]
  unknown: ReasonCount[]
  skipped: ReasonCount[]
  waiting: ReasonCount[]
  /** Of the accepted: went out free with a word in the group. */
  byReply: number
  links: { url: string; clicks: number }[]
  receipts: { asked: boolean; count: number | null }
}
