import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'

const { measures: plan, units } = loadSeed()
const steps = plan.measures.flatMap((measure) => measure.steps)
const longTexts = plan.measures.flatMap((measure) => [
  ...measure.analysisTh,
  ...measure.guidance.flatMap((it) => [it.heading, ...it.points]),
  ...measure.steps.map((step) => step.fullTextTh),
])

// Abbreviations, ๆ and two phrases are left out: the segmenter cuts them elsewhere once the space is gone.
const spaceBetweenThai = /(?<=[ก-๛]) (?=[ก-๛])(?!ๆ|ก\.พ\.ร\.|พ\.ศ\.|การประเมินผล|การให้ทุน)/g

describe('measures of fiscal year 2567', () => {
  test('run from 1 October 2023 to 30 September 2024', () => {
    expect(plan).toMatchObject({ fiscalYear: 2567, startsOn: '2023-10-01', endsOn: '2024-09-30' })
  })

  test('are 7 with 22 numbered steps and the feedback channel of area 6 as step 0', () => {
    expect(plan.measures.map((it) => it.steps.map((step) => step.no))).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4],
      [1],
      [1, 2],
      [0, 1, 2],
      [1, 2, 3],
    ])
    const channel = plan.measures[5]!.steps[0]!
    expect(channel.fullTextTh).toContain('mentimeter')
    expect(plan.measures[5]!.guidance[0]!.points).toEqual([channel.fullTextTh])
  })

  test('name owners that are units of the agency or all of them', () => {
    const known = [...units.map((unit) => unit.nameTh), 'ทุกกลุ่ม/กอง/สำนักงาน']
    for (const step of steps) for (const owner of step.owners) expect(known).toContain(owner)
  })

  test('head the guidance with the kind of measure', () => {
    for (const measure of plan.measures) {
      expect(measure.guidance.length).toBeGreaterThan(0)
      for (const it of measure.guidance) expect(it.heading).toMatch(/^มาตรการ/)
    }
  })

  test('have no space in the middle of a Thai word', () => {
    const words = new Intl.Segmenter('th', { granularity: 'word' })
    for (const text of longTexts) {
      for (const { index } of text.matchAll(spaceBetweenThai)) {
        const joined = text.slice(0, index) + text.slice(index + 1)
        const boundaries = [...words.segment(joined)].map((it) => it.index)
        expect(boundaries, `"${text.slice(index - 20, index + 20)}"`).toContain(index)
      }
    }
  })

  test.each(['ประเต๋น', 'ยืดจาก', 'สสำรวจ', 'พัฒนาบบ', 'ทำอิสระส่วนตัว', 'สำนักงานสิทธิการ'])(
    'are free of the scanning slip %s, as is every seed file',
    (slip) => {
      for (const file of ['ita-fy2566', 'measures-fy2567', 'dos-donts', 'units', 'demo']) {
        const path = join(import.meta.dirname, `../../../prisma/seed/${file}.json`)
        expect(readFileSync(path, 'utf8')).not.toContain(slip)
      }
    },
  )
})
