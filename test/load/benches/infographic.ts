import { standardColors } from '../../../src/contracts/colors.ts'
import { pictureSizes } from '../../../src/contracts/picture-templates.ts'
import { drawPicture } from '../../../src/features/pictures/draw-picture.ts'
import { createPictures } from '../../../src/platform/pictures/create-pictures.ts'
import { drawPng } from '../../../src/platform/pictures/draw-png.ts'
import { openRenderer, rendering } from '../../../src/platform/pictures/open-renderer.ts'
import { openReference, references } from '../../support/picture-references.ts'
import { pictureSampleFor } from '../../support/picture-samples.ts'
import { type Bench, medianOf, percentileOf } from '../support/bench.ts'

const concurrent = 4
const rounds = 25
const squares = references.filter(({ size }) => size === 'square')

/**
 * Milliseconds from asking for a picture to its PNG, four at a time, over every template, words checked and in a process of its own;
 * beside the bare engine, which checks nothing and packs by itself; and what the packing of ours saves.
 */
export const infographicBench: Bench = {
  name: 'infographic',
  async run(report) {
    const pictures = createPictures()
    const renderer = await openRenderer()
    const opened = await Promise.all(squares.map(openReference))
    type Opened = (typeof opened)[number]
    const ways = {
      ours: ({ draw, size }: Opened) => pictures.renderPicture(draw(), size),
      engines: ({ draw, size }: Opened) => renderer.render(draw(), { ...size, ...rendering, format: 'png' }),
    }
    const times = { ours: [] as number[], engines: [] as number[] }
    try {
      for (let round = 0; round <= rounds; round += 1)
        for (const way of round % 2 === 0 ? (['ours', 'engines'] as const) : (['engines', 'ours'] as const)) {
          const taken = await timeEach(opened, ways[way])
          if (round > 0) times[way].push(...taken) // in the first, fonts and glyphs are read
        }
    } finally {
      await pictures.close()
    }
    for (const [name, of] of [
      ['median', medianOf],
      ['p99', (values: number[]) => percentileOf(values, 0.99)],
    ] as const) {
      const [value, baseline] = [of(times.ours), of(times.engines)]
      report({ name: `infographic ${name}`, value, unit: 'ms', baseline, ratio: value / baseline })
    }
    const { ours, engines } = await comparePacking()
    report({ name: 'infographic-packing', value: ours, unit: 'ms', baseline: engines, ratio: ours / engines })
  },
}

/** How long each took, in milliseconds, as many at a time as `concurrent`. */
async function timeEach<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<number[]> {
  const todo = [...items]
  const times: number[] = []
  await Promise.all(
    Array.from({ length: concurrent }, async () => {
      for (let item = todo.pop(); item; item = todo.pop()) {
        const startedAt = performance.now()
        await work(item)
        times.push(performance.now() - startedAt)
      }
    }),
  )
  return times
}

/** The same trees drawn and packed by turns, by the engine alone and with our packing: processor time of a picture. */
async function comparePacking(): Promise<{ ours: number; engines: number }> {
  const renderer = await openRenderer()
  const size = pictureSizes.square
  const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: false }
  const times = { ours: [] as number[], engines: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    for (const { template } of squares) {
      const tree = drawPicture(template, pictureSampleFor(template, 'square') as never, 'square', look)
      const options = { ...size, ...rendering }
      await renderer.measure(tree, options) // as the product does; and neither of the two finds the other's layout
      const ways = [
        ['ours', () => drawPng(renderer, tree, size)],
        ['engines', () => renderer.render(tree, { ...options, format: 'png' })],
      ] as const
      for (const [way, draw] of round % 2 === 0 ? ways : ways.toReversed()) {
        const ms = await cpuMsOf(draw)
        if (round > 1) times[way].push(ms) // until then the compiler has not seen the hot loop
      }
    }
  }
  return { ours: medianOf(times.ours), engines: medianOf(times.engines) }
}

async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
