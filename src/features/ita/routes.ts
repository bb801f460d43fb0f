import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import type { ItaCards } from './card-service.ts'
import type { ItaService } from './service.ts'

const api = implementApi({ ita: contract.ita, measures: contract.measures })

const instrumentOrder = ['IIT', 'EIT', 'OIT']

type Parts = { service: ItaService; cards: ItaCards; writing: Writing }

export function createItaRoutes({ service, cards, writing }: Parts) {
  return {
    ita: {
      get: api.ita.get.use(allow('ita.read')).handler(async ({ input, context }) => {
        const { year, scoresBefore } = await service.getYear(context.tx, input.fiscalYear)
        return showYear(year, scoresBefore)
      }),
      makeCard: api.ita.makeCard
        .use(allow('contents.edit'))
        .use(async ({ context, next }, input) => {
          await cards.check(context.tx, input)
          return next()
        })
        .use(writing)
        .handler(({ input, context }) => cards.make(context.tx, context.actor, input)),
    },
    measures: {
      list: api.measures.list.use(allow('ita.read')).handler(async ({ input, context }) => ({
        items: (await service.listMeasures(context.tx, input.fiscalYear)).map(showMeasure),
        nextCursor: null,
      })),
    },
  }
}

type Year = Awaited<ReturnType<ItaService['getYear']>>['year']
type Scores = Awaited<ReturnType<ItaService['getYear']>>['scoresBefore']
type Measure = Awaited<ReturnType<ItaService['listMeasures']>>[number]

function showYear(year: Year, scoresBefore: Scores) {
  const before = new Map(
    scoresBefore.map(({ no, score }) => [no, { fiscalYear: year.fiscalYear - 1, score: score.toNumber() }]),
  )
  return {
    fiscalYear: year.fiscalYear,
    total: year.total.toNumber(),
    nationalAverage: year.nationalAverage?.toNumber() ?? null,
    target: year.target?.toNumber() ?? null,
    level: year.level,
    instruments: year.instruments
      .toSorted((a, b) => instrumentOrder.indexOf(a.code) - instrumentOrder.indexOf(b.code))
      .map(({ code, nameTh, score, note }) => ({ code, nameTh, score: score.toNumber(), note })),
    indicators: year.indicators.map(({ no, instrument, titleTh, score }) => ({
      no,
      instrument,
      titleTh,
      score: score.toNumber(),
      before: before.get(no) ?? null,
    })),
    items: year.items.toSorted(byItemNo).map(({ no, area, titleTh, scores, note }) => ({
      no,
      area,
      titleTh,
      scores: scores as Record<string, number>,
      note,
    })),
  }
}

/** "5.10" comes after "5.9". */
function byItemNo(a: { no: string }, b: { no: string }): number {
  return a.no.localeCompare(b.no, 'en', { numeric: true })
}

function showMeasure({ fiscalYear, area, areaTitle, kinds, guidance, startsOn, endsOn, steps }: Measure) {
  return {
    fiscalYear,
    area,
    areaTitle,
    kinds,
    guidance,
    startsOn: startsOn.toISOString().slice(0, 10),
    endsOn: endsOn.toISOString().slice(0, 10),
    steps: steps.map(({ no, titleTh, fullTextTh, owners }) => ({ no, titleTh, fullTextTh, owners })),
  }
}
