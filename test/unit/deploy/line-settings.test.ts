import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawSketch, sketchMark } from '../../../.ci/line-settings/draw-sketch.ts'
import { sketches } from '../../../.ci/line-settings/sketches.ts'

const root = join(import.meta.dirname, '../../..')
const guide = readFileSync(join(root, 'docs/operate.md'), 'utf8')
const shown = [...guide.matchAll(/<img src="operate\/([^"]+)\.png"[^>]* alt="([^"]+)"/g)].map(([, name, alt]) => ({
  name,
  alt,
}))

test('the operator’s guide shows every sketch of LINE’s settings, in their order, and says that they are sketches', () => {
  expect(shown.map(({ name }) => name)).toEqual(sketches.map(({ name }) => name))
  expect(shown.filter(({ alt }) => !alt?.startsWith('ภาพร่าง'))).toEqual([])
  expect(readdirSync(join(root, 'docs/operate')).toSorted()).toEqual(
    sketches.map(({ name }) => `${name}.png`).toSorted(),
  )
})

test.each(sketches)(
  '$name bears the mark that it is no picture of the real page, and counts its steps from 1',
  (sketch) => {
    expect(drawSketch(sketch)).toContain(sketchMark)
    const steps = sketch.sections.flatMap(({ rows }) => rows).flatMap(({ step }) => step ?? [])
    expect(steps).toEqual(steps.map((_step, index) => index + 1))
  },
)
