import type { Locale } from '../../contracts/error-words.ts'
import { wordsForReason } from '../../contracts/outcome-words.ts'
import { writeDateTime } from '../../line/flex/words.ts'
import type { Cell, Sheet } from '../../platform/sheets/write-sheet.ts'
import type { NamedRun } from './report-repo.ts'
import type { ReasonCount } from './report-rules.ts'
import { toShownState } from './rules.ts'
import type { RunReport } from './run-report.ts'
import { labelsOf, stateWords } from './sheet-words.ts'

/** One run: what it was, then every count with its reason. Times in Bangkok, years of the Buddhist era. */
export function drawReport(report: RunReport, locale: Locale): Sheet {
  const { run, name, progress } = report
  const labels = labelsOf(locale)
  const reasons = (label: string, list: ReasonCount[]): Cell[][] =>
    list.map(({ code, count, text }) => [label, count, code, text])
  return {
    name: labels.report,
    widths: [24, 24, 24, 80],
    rows: [
      [labels.what, labels.value, labels.code, labels.meaning],
      [labels.name, name, null, null],
      [labels.scheduledFor, writeTime(run.scheduledFor), null, null],
      [labels.startedAt, writeTime(run.startedAt), null, null],
      [labels.finishedAt, writeTime(run.finishedAt), null, null],
      [labels.minutes, inMinutes(report.tookMs), null, null],
      [labels.state, stateWords(toShownState(run), locale), run.reason, report.reasonText],
      [labels.total, progress.total, null, null],
      [labels.accepted, progress.accepted, null, null],
      ...(report.byReply > 0 ? [[labels.byReply, report.byReply, null, labels.byReplyMeaning]] : []),
      ...(run.isByHand ? [[labels.byHand, progress.byHand, null, labels.byHandMeaning]] : []),
      [labels.failed, progress.failed, null, null],
      ...reasons(labels.failed, report.failed),
      [labels.unknown, progress.unknown, null, null],
      ...reasons(labels.unknown, report.unknown),
      [labels.skipped, progress.skipped, null, null],
      ...reasons(labels.skipped, report.skipped),
      ...reasons(labels.waiting, report.waiting),
      ...report.links.map(({ url, clicks }): Cell[] => [labels.clicks, clicks, null, url]),
      ...(report.receipts.asked ? [[labels.receipts, report.receipts.count, null, labels.receiptsMeaning]] : []),
    ],
  }
}

/** A row per run. */
export function drawPeriod(runs: (NamedRun & { tookMs: number | null })[], locale: Locale): Sheet {
  const labels = labelsOf(locale)
  return {
    name: labels.runs,
    widths: [40, 26, 26, 26, 14, 16, 12, 12, 12, 12, 12, 12, 60],
    rows: [
      [
        labels.name,
        labels.scheduledFor,
        labels.startedAt,
        labels.finishedAt,
        labels.minutes,
        labels.state,
        labels.total,
        labels.accepted,
        labels.failed,
        labels.unknown,
        labels.skipped,
        labels.byHand,
        labels.meaning,
      ],
      ...runs.map(({ run, name, progress, tookMs }) => [
        name,
        writeTime(run.scheduledFor),
        writeTime(run.startedAt),
        writeTime(run.finishedAt),
        inMinutes(tookMs),
        stateWords(toShownState(run), locale),
        progress.total,
        progress.accepted,
        progress.failed,
        progress.unknown,
        progress.skipped,
        progress.byHand,
        run.reason && wordsForReason(run.reason, locale),
      ]),
    ],
  }
}

const writeTime = (at: Date | null) => at && writeDateTime(at.toISOString())
const inMinutes = (ms: number | null) => (ms === null ? null : Math.round(ms / 600) / 100)
