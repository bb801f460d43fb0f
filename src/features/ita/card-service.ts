import type { ContentKind } from '../../contracts/api/contents.ts'
import type { PictureFormat } from '../../contracts/api/pictures.ts'
import { reviewDayAfter } from '../../contracts/filing.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { type MeasureRow, toComparison, toTimeline } from './card-rules.ts'
import type { ItaDeps } from './needs.ts'
import * as repo from './repo.ts'

export type CardSubject = 'comparison' | 'measures'
type Wanted = { subject: CardSubject; fiscalYear?: number | undefined; sizes: PictureFormat[] }
type Draft = { template: string; kind: ContentKind; basis: string; data: { title: string } & Record<string, unknown> }

/** Cards and their pictures out of the published figures and the measures drawn from them, in one step. */
export function createItaCards(deps: ItaDeps) {
  const drafts = { comparison: draftComparison, measures: draftTimeline }

  /** Before the transaction that makes the card. @throws PICTURE_TOO_FULL, NOT_FOUND */
  async function check(tx: Tx, { subject, fiscalYear, sizes }: Wanted): Promise<void> {
    const { template, data } = await drafts[subject](tx, fiscalYear)
    await deps.checkPictures(tx, { template, data, state: 'draft' }, sizes)
  }

  async function make(tx: Tx, actor: Actor, { subject, fiscalYear, sizes }: Wanted) {
    const { template, kind, basis, data } = await drafts[subject](tx, fiscalYear)
    const owner = (await deps.findOwner(tx, kind)) ?? (await deps.agencyName(tx))
    const { id } = await deps.createCard(tx, actor, {
      ...{ title: data.title, template, data, kind, basis, itaItems: [] },
      // Measures have owners each; for all of them together the office answers.
      owner: kind === 'measure' ? await deps.agencyName(tx) : owner,
      reviewOn: reviewDayAfter(calendarDay(deps.clock.now())),
    })
    return { contentId: id, pictures: await deps.makePictures(tx, actor, id, sizes) }
  }

  async function draftComparison(tx: Tx, wanted?: number): Promise<Draft> {
    const fiscalYear = wanted ?? (await repo.findNewestYear(tx))
    const year = fiscalYear === undefined ? undefined : await repo.findYear(tx, fiscalYear)
    if (!year) throw notKnown('ITA result', fiscalYear)
    const before = new Map(
      (await repo.listIndicatorScores(tx, year.fiscalYear - 1)).map(({ no, score }) => [no, score.toNumber()]),
    )
    const told = { ...year, target: year.target?.toNumber() ?? null, agency: await deps.agencyName(tx) }
    const indicators = year.indicators.map(({ score, ...indicator }) => ({ ...indicator, score: score.toNumber() }))
    const data = toComparison(told, indicators, before)
    return { template: 'ita-comparison', kind: 'ita_result', basis: year.source, data }
  }

  async function draftTimeline(tx: Tx, wanted?: number): Promise<Draft> {
    const all = await repo.listMeasures(tx, wanted)
    const fiscalYear = all[0]?.fiscalYear // the newest comes first
    const measures = all.filter((measure) => measure.fiscalYear === fiscalYear).map(toRow)
    if (fiscalYear === undefined) throw notKnown('measures', wanted)
    const agency = await deps.agencyName(tx)
    const source = 'มาตรการส่งเสริมคุณธรรมและความโปร่งใส'
    const updates = await deps.listMeasureStates(tx)
    const data = toTimeline({ fiscalYear, source, agency }, measures, updates, calendarDay(deps.clock.now()))
    return { template: 'measure-timeline', kind: 'measure', basis: `${source} ปีงบประมาณ พ.ศ. ${fiscalYear}`, data }
  }

  return { check, make }
}

export type ItaCards = ReturnType<typeof createItaCards>

function toRow(measure: Awaited<ReturnType<typeof repo.listMeasures>>[number]): MeasureRow {
  const { areaTitle, startsOn, endsOn, steps } = measure
  return { areaTitle, startsOn: startsOn.toISOString().slice(0, 10), endsOn: endsOn.toISOString().slice(0, 10), steps }
}

const notKnown = (what: string, fiscalYear: number | undefined) =>
  new AppError('NOT_FOUND', `No ${what} of ${fiscalYear ?? 'any year'} is known.`, { status: 404 })
