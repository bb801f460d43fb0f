import type { ContentKind } from '../../src/contracts/api/contents.ts'
import type { TemplateData } from '../../src/contracts/templates.ts'
import { dosDontsCardData } from './dos-donts-card-data.ts'
import { itaSummaryCardData } from './ita-summary-card-data.ts'
import { itemsBelowTarget } from './items-below-target.ts'
import type { ItaYearFigures, Seed } from './load-seed.ts'

/** A card as the office finds it in its library on the first day: a draft, until an approver of the office accepts it. */
export type StarterCard = {
  code: string
  title: string
  kind: ContentKind
  owner: string
  basis: string
  itaItems: string[]
  tags: string[]
  /** What an approver checks first. */
  toConfirm: string[]
} & (Drawn<'dos-donts'> | Drawn<'no-gift'> | Drawn<'ita-summary'> | Drawn<'ita-indicator'> | Drawn<'guide'>)

type Drawn<Name extends 'dos-donts' | 'no-gift' | 'ita-summary' | 'ita-indicator' | 'guide'> = {
  template: Name
  data: TemplateData<Name>
}

const ethicsCenter = 'ศูนย์ปฏิบัติการต่อต้านการทุจริต'

/** All cards that come with the product: Dos & Don’ts, No Gift through the year, the ITA result, and the measures that follow. */
export function starterCards(seed: Seed): StarterCard[] {
  return [...dosDontsPack(seed), ...noGiftPack(seed), ...resultPack(seed), ...measurePack(seed)]
}

function dosDontsPack({ cards, ita }: Seed): StarterCard[] {
  return cards.map((card) => ({
    code: card.code,
    title: card.title,
    kind: 'dos_donts',
    owner: ethicsCenter,
    basis: card.basis,
    itaItems: [...card.itaItems],
    tags: [card.series],
    toConfirm: [card.confirm],
    template: 'dos-donts',
    data: dosDontsCardData(card, { agency: ita.agency.nameTh }),
  }))
}

function noGiftPack({ noGift, ita }: Seed): StarterCard[] {
  return noGift.map(({ code, title, tag, text, steps, basis, confirm, fiscalYear }) => ({
    code,
    title,
    kind: 'no_gift',
    owner: ethicsCenter,
    basis,
    itaItems: ['2564/i5'],
    tags: ['งดรับของขวัญ', tag],
    toConfirm: [confirm],
    template: 'no-gift',
    data: { agency: ita.agency.nameTh, source: basis, fiscalYear, title, text, steps: [...steps] },
  }))
}

/** The total and one card for each indicator, beside the year before. */
function resultPack({ ita }: Seed): StarterCard[] {
  const [year, before] = ita.years as readonly [ItaYearFigures, ItaYearFigures | undefined]
  const { fiscalYear } = year
  const tags = [`ผล ITA ${fiscalYear}`]
  const filing = { owner: ethicsCenter, basis: ita.source, itaItems: [] as string[], tags, toConfirm: [] as string[] }
  const summary = itaSummaryCardData(ita)
  const title = `ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ${fiscalYear}`
  return [
    { ...filing, code: `ita-${fiscalYear}-summary`, title, kind: 'ita_result', template: 'ita-summary', data: summary },
    ...year.indicators.map(({ no, titleTh, instrument, score }): StarterCard => {
      const previous = before?.indicators.find((one) => one.no === no)
      const items = itemsOfIndicator(year, no)
      return {
        ...filing,
        code: `ita-${fiscalYear}-${String(no).padStart(2, '0')}`,
        title: `ตัวชี้วัดที่ ${no} ${titleTh}`,
        kind: 'ita_indicator',
        itaItems: items.map((item) => `${fiscalYear}/${item.no}`),
        template: 'ita-indicator',
        data: {
          agency: ita.agency.nameTh,
          source: ita.source,
          fiscalYear,
          no,
          title: titleTh,
          instrument,
          score,
          previous: before && previous ? { fiscalYear: before.fiscalYear, score: previous.score } : null,
          target: year.target === null ? null : { score: year.target, source: ita.source, fiscalYear },
          items,
        },
      }
    }),
  ]
}

// The area of the agency's report whose survey items make up each indicator of staff: their means agree to the last decimal.
const areaOfIndicator: Record<number, number> = { 1: 1, 2: 5, 3: 6, 4: 4, 5: 7 }

/** Of an indicator of staff, the items below the target. */
function itemsOfIndicator(year: ItaYearFigures, indicator: number) {
  return itemsBelowTarget(year)
    .filter(({ no, instrument }) => instrument === 'IIT' && no.startsWith(`${areaOfIndicator[indicator]}.`))
    .map(({ no, title, score, note }) => ({ no, title, score, note }))
}

const longestStep = 160

/** What the office has set out to do in each area, for the items below the target. How far it has come, its owners write. */
function measurePack({ measures, ita }: Seed): StarterCard[] {
  const { fiscalYear, source, startsOn, endsOn } = measures
  const year = ita.years[0] as ItaYearFigures
  const told = new Set<string>()
  return measures.measures.map(({ area, areaTitle, steps }) => {
    const own = steps.filter(({ titleTh }) => !told.has(titleTh) && told.add(titleTh))
    const below = itemsBelowTarget(year).filter(({ no }) => no.startsWith(`${area}.`))
    const owners = [...new Set(own.flatMap((step) => step.owners))]
    return {
      code: `measure-${fiscalYear}-${area}`,
      title: areaTitle,
      kind: 'measure',
      owner: owners[0] ?? ethicsCenter,
      basis: source,
      itaItems: below.map(({ no }) => `${year.fiscalYear}/${no}`),
      tags: [`มาตรการ ${fiscalYear}`],
      toConfirm: [],
      template: 'guide',
      data: {
        agency: ita.agency.nameTh,
        topic: 'measure',
        source,
        fiscalYear,
        title: areaTitle,
        steps: own.map(({ titleTh }) => titleTh.slice(0, longestStep)),
        facts: [
          { label: 'ผู้รับผิดชอบ', text: owners.join(' · ') },
          { label: 'ระยะเวลา', text: `${thaiDay(startsOn)} ถึง ${thaiDay(endsOn)}` },
        ],
      },
    }
  })
}

const thaiDate = new Intl.DateTimeFormat('th-TH-u-ca-buddhist', { dateStyle: 'medium', timeZone: 'UTC' })
const thaiDay = (day: string) => thaiDate.format(new Date(day))
