import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'

// The printed document and the figures taken from it lie beside the project on the makers' machines only.
const folder = join(import.meta.dirname, '../../../../shared/seed')
const figuresFile = join(folder, 'ita-fy2566.json')

const Figures = z.object({
  targetScore: z.number(),
  nationalAverage: z.number(),
  overall: z.object({ 2565: z.number(), 2566: z.number(), level: z.string() }),
  instruments: z.array(
    z.object({ code: z.string(), scores: z.record(z.string(), z.number()), parts2566: z.unknown().optional() }),
  ),
  indicators: z.array(
    z.object({ no: z.number(), instrument: z.string(), titleTh: z.string(), scores: z.record(z.string(), z.number()) }),
  ),
  areas: z.array(
    z.object({
      no: z.number(),
      titleTh: z.string(),
      items: z.array(z.object({ no: z.string(), titleTh: z.string(), scores: z.record(z.string(), z.number()) })),
    }),
  ),
  measurePeriod: z.object({ start: z.string(), end: z.string() }),
  measures: z.array(
    z.object({
      area: z.number(),
      kinds: z.array(z.string()),
      steps: z.array(z.object({ no: z.number(), titleTh: z.string(), owners: z.array(z.string()) })),
    }),
  ),
})

const slips = {
  ประเต๋น: 'ประเด็น',
  ยืดจาก: 'ยึดจาก',
  สสำรวจ: 'สำรวจ',
  พัฒนาบบ: 'พัฒนาระบบ',
  ทำอิสระส่วนตัว: 'ทำธุระส่วนตัว',
  สำนักงานสิทธิการ: 'สำนักงานเลขาธิการ',
}

const squeeze = (text: string) => text.replace(/\s+/g, '')

/** The document without its spaces; a bar stands where a cell, a paragraph or a page ends. */
function readDocument(): string {
  const name = readdirSync(folder).find((file) => file.endsWith('.txt'))
  const text = readFileSync(join(folder, name!), 'utf8').replace(/<[^>]*>|[\t\n]/g, '|')
  return squeeze(Object.entries(slips).reduce((fixed, [slip, word]) => fixed.replaceAll(slip, word), text))
}

/** Whether the document says this in one run, or in two that a page break keeps apart. */
function isSaid(document: string, text: string): boolean {
  const wanted = squeeze(text)
  if (document.includes(wanted)) return true
  for (let cut = wanted.length - 1; cut > 0; cut--) {
    const isCutHere = document.includes(`${wanted.slice(0, cut)}|`) && document.includes(`|${wanted.slice(cut)}`)
    if (isCutHere) return true
  }
  return false
}

describe('seed against the agency’s document', () => {
  beforeEach(({ skip }) => {
    skip(!existsSync(figuresFile), 'The agency’s document is not on this machine; nothing to compare with.')
  })

  const { ita, measures: plan } = loadSeed()
  const [year, yearBefore] = ita.years
  const readFigures = () => Figures.parse(JSON.parse(readFileSync(figuresFile, 'utf8')))

  test('has every total, instrument and indicator of both years', () => {
    const figures = readFigures()
    expect([year!.total, yearBefore!.total]).toEqual([figures.overall[2566], figures.overall[2565]])
    expect([year!.level, year!.target, year!.nationalAverage]).toEqual([
      figures.overall.level,
      figures.targetScore,
      figures.nationalAverage,
    ])
    for (const of of ita.years) {
      const fy = String(of.fiscalYear)
      expect(of.instruments.map((it) => [it.code, it.score])).toEqual(
        figures.instruments.map((it) => [it.code, it.scores[fy]]),
      )
      expect(of.indicators.map((it) => [it.no, it.instrument, it.titleTh, it.score])).toEqual(
        figures.indicators.map((it) => [it.no, it.instrument, it.titleTh, it.scores[fy]]),
      )
    }
    expect(year!.instruments.map((it) => it.parts)).toEqual(figures.instruments.map((it) => it.parts2566))
  })

  test('has every sub-item with its title and scores', () => {
    const shown = year!.areas.map(({ no, titleTh, items }) => {
      return { no, titleTh, items: items.map((it) => ({ no: it.no, titleTh: it.titleTh, scores: it.scores })) }
    })
    expect(shown).toEqual(readFigures().areas)
  })

  test('prints each sub-item’s scores as the document’s table does', () => {
    const document = readDocument().replaceAll('|', '')
    const table = document.slice(document.indexOf('ประเด็นผลการวิเคราะห์'), document.indexOf('3.การกำหนดวิธีการ'))
    for (const item of year!.areas.flatMap((area) => area.items)) {
      const title = squeeze(`${item.no}${item.titleTh}`).replace('e-Service', 'e–Service')
      const at = table.indexOf(title)
      expect(at, item.no).toBeGreaterThan(-1)
      const printed = /^(?:(?:และ)?\(([\d.]+)(?:คะแนน)?\)\((?:IIT|EIT|OIT)\))*/.exec(table.slice(at + title.length))![0]
      const scores = [...printed.matchAll(/\(([\d.]+)(?:คะแนน)?\)\((IIT|EIT|OIT)\)/g)]
      expect(Object.fromEntries(scores.map(([, score, instrument]) => [instrument, Number(score)])), item.no).toEqual(
        item.scores,
      )
    }
  })

  test('has every measure: kinds, short titles, owners and period', () => {
    const figures = readFigures()
    expect([plan.startsOn, plan.endsOn]).toEqual([figures.measurePeriod.start, figures.measurePeriod.end])
    expect(
      plan.measures.map(({ area, guidance, steps }) => ({
        area,
        kinds: guidance.map((it) => it.kind),
        steps: steps.map(({ no, titleTh, owners }) => ({ no, titleTh, owners })),
      })),
    ).toEqual(figures.measures)
  })

  test('quotes analysis, guidance, steps and owners in the document’s own words', () => {
    const document = readDocument()
    const quoted = plan.measures.flatMap((measure) => [
      ...measure.analysisTh,
      ...measure.guidance.flatMap((it) => [it.heading, ...it.points]),
      ...measure.steps.flatMap((step) => [step.fullTextTh, ...step.owners]),
    ])
    expect(quoted.filter((text) => !isSaid(document, text))).toEqual([])
    expect(isSaid(document, plan.source)).toBe(true)
  })
})
