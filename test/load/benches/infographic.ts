import { createPictures } from '../../../src/platform/pictures/create-pictures.ts'
import { references, renderReference } from '../../support/picture-references.ts'
import { type Bench, medianOf, percentileOf } from '../support/bench.ts'

const concurrent = 4
const rounds = 25

/** Milliseconds from asking for a picture to its PNG, four at a time, over every template. */
export const infographicBench: Bench = {
  name: 'infographic',
  async run(report) {
    const pictures = createPictures()
    try {
      const squares = references.filter(({ size }) => size === 'square')
      await Promise.all(squares.map((reference) => renderReference(pictures, reference))) // fonts and glyphs are read once
      const todo = Array.from({ length: rounds }, () => squares).flat()
      const times: number[] = []
      await Promise.all(
        Array.from({ length: concurrent }, async () => {
          for (let reference = todo.pop(); reference; reference = todo.pop()) {
            const startedAt = performance.now()
            await renderReference(pictures, reference)
            times.push(performance.now() - startedAt)
          }
        }),
      )
      report({ name: 'infographic median', value: medianOf(times), unit: 'ms' })
      report({ name: 'infographic p99', value: percentileOf(times, 0.99), unit: 'ms' })
    } finally {
      await pictures.close()
    }
  },
}
