import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSeed } from '../../prisma/seed/load-seed.ts'
import {
  type PictureData,
  type PictureSizeName,
  type PictureTemplate,
  pictureSchemas,
} from '../../src/contracts/picture-templates.ts'

const { ita, measures } = loadSeed()
const source = 'ผลการประเมิน ITA ของสำนักงาน ป.ป.ช.'

/** Data of the pictures that have no card: the agency's published figures, and states invented for the sample. */
const standalone = {
  'ita-comparison': {
    title: 'คะแนนรายตัวชี้วัด 2 ปี',
    source,
    fiscalYear: 2566,
    previousYear: 2565,
    target: 85,
    indicators: indicatorsOf(2566).map(({ no, titleTh, score }) => ({
      no,
      title: titleTh,
      score,
      previousScore: indicatorsOf(2565).find((before) => before.no === no)?.score,
    })),
  },
  'measure-timeline': {
    title: 'มาตรการ 7 ด้าน',
    source: 'แผนมาตรการของสำนักงาน ก.พ.ร. (ความคืบหน้าสมมติ)',
    fiscalYear: measures.fiscalYear,
    badge: 'ฉบับสาธิต',
    measures: measures.measures.map(({ areaTitle, steps }, index) => ({
      title: areaTitle,
      owner: steps[0]?.owners[0] ?? 'สำนักงานเลขาธิการ',
      dueDate: '2024-09-30',
      state: (['done', 'in_progress', 'in_progress', 'delayed', 'in_progress', 'not_started', 'done'] as const)[
        index % 7
      ],
      percent: [100, 60, 75, 20, 45, 0, 100][index % 7],
    })),
  },
}

function indicatorsOf(fiscalYear: number) {
  return ita.years.find((year) => year.fiscalYear === fiscalYear)?.indicators ?? []
}

const folder = join(import.meta.dirname, '../../flex-templates')

/** The sample of a picture: for a card, that of its Flex template. */
export function pictureSample<Name extends PictureTemplate>(template: Name): PictureData<Name> {
  const data =
    template in standalone
      ? standalone[template as keyof typeof standalone]
      : JSON.parse(readFileSync(join(folder, `${template}.sample.json`), 'utf8'))
  return pictureSchemas[template].parse(data) as PictureData<Name>
}

/** The sample as it fits a size: seven measures need a tall picture. */
export function pictureSampleFor(template: PictureTemplate, size: PictureSizeName): PictureData {
  const data = pictureSample(template)
  if (!('measures' in data) || size === 'portrait' || size === 'story') return data
  const shown = size === 'wide' ? 2 : 4
  return { ...data, title: `${data.title} (ด้านที่ 1–${shown})`, measures: data.measures.slice(0, shown) }
}
