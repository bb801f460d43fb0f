import type { Locale } from '../../contracts/error-words.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CampaignDeps } from './needs.ts'
import { findNamedRun } from './report-repo.ts'
import { statisticsDays } from './statistics-rules.ts'

export type LineStatistics = { impressions: number | null; clicks: number | null; note: string }

const keptMs = 15 * 60_000 // LINE answers such questions 60 times an hour, for all of us together
const mostKept = 500

/** What LINE itself says of a run: how many saw it and how many tapped. Asked outside transactions, since LINE may be slow. */
export function createStatisticsService(deps: Pick<CampaignDeps, 'line' | 'clock'>) {
  const kept = new Map<string, { at: number; figures: Omit<LineStatistics, 'note'> }>()

  async function see(tx: Tx, runId: string, locale: Locale): Promise<LineStatistics> {
    const found = await findNamedRun(tx, runId)
    if (!found) throw new AppError('NOT_FOUND', `There is no run ${runId}.`, { status: 404 })
    const { statsUnit, startedAt } = found.run
    if (statsUnit === null || startedAt === null)
      return { impressions: null, clicks: null, note: notes[locale].notAsked }
    const figures = await ask(statsUnit, startedAt)
    return { ...figures, note: figures.impressions === null ? notes[locale].tooFew : notes[locale].given }
  }

  async function ask(unit: string, startedAt: Date): Promise<Omit<LineStatistics, 'note'>> {
    const now = deps.clock.now()
    const known = kept.get(unit)
    if (known && now.getTime() - known.at < keptMs) return known.figures
    const { overview } = await deps.line.getUnitStatistics({ unit, ...statisticsDays(startedAt, now) })
    const figures = { impressions: overview.uniqueImpression ?? null, clicks: overview.uniqueClick ?? null }
    kept.set(unit, { at: now.getTime(), figures })
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    return figures
  }

  return { see }
}

export type StatisticsService = ReturnType<typeof createStatisticsService>

const notes: Record<Locale, Record<'notAsked' | 'tooFew' | 'given', string>> = {
  th: {
    notAsked: 'รอบนี้ไม่มีสถิติของ LINE เพราะยังไม่ได้ส่ง หรือส่งถึงแชตส่วนตัวไม่ถึง 20 คน',
    tooFew: 'LINE ไม่แสดงตัวเลขเมื่อมีผู้เห็นไม่ถึง 20 คน และอาจไม่นับการส่งเข้ากลุ่ม ตัวเลขอาจมาภายหลัง 1 วัน',
    given: 'LINE นับเฉพาะผู้ใช้บนโทรศัพท์ ปรับปรุงได้ถึง 14 วันหลังส่ง และไม่แสดงค่าที่มีผู้เกี่ยวข้องไม่ถึง 20 คน',
  },
  en: {
    notAsked: 'LINE has no statistics of this run: it was not sent, or to fewer than 20 people.',
    tooFew: 'LINE shows no figure of fewer than 20 people, and may not count groups. Figures may come a day later.',
    given:
      'LINE counts phones only, keeps correcting its figures for 14 days, and gives none for fewer than 20 people.',
  },
}
