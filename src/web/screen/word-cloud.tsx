import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { QuestionResult } from '../../contracts/polls.ts'
import { fontFamily } from '../ui/tokens.ts'
import { type PlacedWord, placeWords } from './place-words.ts'

type Row = QuestionResult['rows'][number]
type Layout = { sizes: Map<string, number>; places: PlacedWord[] }

// A box of 1.5 em holds every Thai mark: น้ำ, ที่, ปู่ reach 1.24 em above the line and 0.57 em below at most in this font's
// outlines, and what words really use of it is 1.45.
const boxHeightEm = 1.5
const mostWords = 40

/** Words as large as they are frequent, the most frequent in the middle; each glides to its new place. */
export function WordCloud({ rows }: { rows: Row[] }) {
  const box = useRef<HTMLUListElement>(null)
  const [layout, setLayout] = useState<Layout>()
  const [area, setArea] = useState({ width: 0, height: 0 })

  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setArea({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    // Measured in a fallback font every width is wrong.
    void document.fonts.ready.then(() => setArea((known) => ({ ...known })))
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    if (area.width > 0) setLayout(layOut(rows, area))
  }, [rows, area])

  const labels = new Map(rows.map((row) => [row.key, row.label]))
  return (
    <ul className="cloud" ref={box}>
      {layout?.places.map(({ key, x, y }, place) => (
        <li
          key={key}
          data-rank={place < 1 ? 'first' : place < 4 ? 'high' : place < 12 ? 'middle' : 'low'}
          style={{
            transform: `translate(${x}px, ${y}px) translate(-50%, -50%)`,
            fontSize: `${layout.sizes.get(key)}px`,
          }}
        >
          {labels.get(key)}
        </li>
      ))}
    </ul>
  )
}

/** The largest type with which every word finds a place. */
function layOut(rows: Row[], area: { width: number; height: number }): Layout {
  const ordered = rows.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0)).slice(0, mostWords)
  const most = Math.max(...ordered.map(({ count }) => count ?? 1), 1)
  let layout: Layout = { sizes: new Map(), places: [] }
  for (let largest = area.height * 0.3; largest > 16; largest *= 0.9) {
    // By the square root: the area of a word, not its height, is what an eye compares. Never under a fifth of the largest.
    const sizes = new Map(
      ordered.map(({ key, count }) => [key, largest * (0.22 + 0.78 * Math.sqrt((count ?? 1) / most))]),
    )
    const boxes = ordered.map(({ key, label }) => {
      const size = sizes.get(key) ?? 16
      return { key, width: widthOf(label, size) + size * 0.4, height: size * boxHeightEm }
    })
    layout = { sizes, places: placeWords(boxes, area) }
    if (layout.places.length === ordered.length) break
  }
  return layout
}

let pen: CanvasRenderingContext2D | null | undefined
function widthOf(text: string, size: number): number {
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen) return text.length * size * 0.6
  pen.font = `600 ${size}px ${fontFamily}`
  return pen.measureText(text).width
}
