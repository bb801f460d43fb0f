import type { MeasuredNode } from '@takumi-rs/core'
import { countLetters } from './count-letters.ts'
import { linesOf } from './lines-of.ts'
import type { PictureTree } from './picture-tree.ts'

/** Words that do not fit: which field, how many of its lines have room, and how many letters to cut from its end. */
export type Overflow = { field: string; fits: number; cutLetters: number }

type Box = { left: number; top: number; right: number; bottom: number }
type Text = {
  field: string
  isNamed: boolean
  text: string
  lines: string[]
  lineHeight: number
  box: Box
  overRight: number
}

const roundingPx = 1.5

/**
 * Looks for words that leave the box they stand in, or take more lines than they may. Boxes do not grow past their picture,
 * so what is too long shows as text below the bottom of one; its longest field is the one to shorten.
 */
export function findOverflow(tree: PictureTree, measured: MeasuredNode): Overflow[] {
  const found = new Map<string, Overflow>()
  const blame = (text: Text, overLines: number) => {
    const fits = Math.max(0, text.lines.length - overLines)
    const kept = text.lines.slice(0, fits).reduce((sum, line) => sum + countLetters(line), 0)
    const known = found.get(text.field)
    const cutLetters = countLetters(text.text) - kept
    if (!known || known.fits > fits) found.set(text.field, { field: text.field, fits, cutLetters })
  }

  function visit(node: PictureTree, place: MeasuredNode): Text[] {
    if (node.type === 'text') {
      const text = readText(node, place)
      const limit = Number(node.attributes?.lines ?? Number.POSITIVE_INFINITY)
      if (text.lines.length > limit) blame(text, text.lines.length - limit)
      else if (text.overRight > 0) blame(text, 1)
      return [text]
    }
    if (node.type === 'image') return []
    const texts = (node.children ?? []).flatMap((child, index) => visit(child, place.children[index] as MeasuredNode))
    const inner = insideOf(node, place)
    const outside = texts.filter(({ box }) => box.bottom > inner.bottom + roundingPx)
    if (outside.length === 0) return texts
    // What stands in the middle of its box leaves it above as far as below.
    const above = Math.max(0, ...texts.map(({ box }) => inner.top - box.top))
    const over = above + Math.max(...outside.map(({ box }) => box.bottom - inner.bottom)) - roundingPx
    const blamed = texts.filter(({ field }) => found.has(field))
    const named = texts.filter(({ isNamed }) => isNamed)
    const likely = [blamed, named, texts].find((some) => some.length > 0) as Text[]
    const longest = likely.reduce((a, b) => (countLetters(b.text) > countLetters(a.text) ? b : a))
    blame(longest, Math.ceil(over / longest.lineHeight))
    return texts
  }

  visit(tree, measured)
  return [...found.values()]
}

function readText(node: PictureTree & { type: 'text' }, place: MeasuredNode): Text {
  const box = boxOf(place)
  const fontSize = Number(node.style?.fontSize ?? 0)
  // A space at the end of a line hangs past the edge and shows nothing.
  const widest = Math.max(0, ...place.runs.map((run) => run.x + (run.text.trimEnd() === run.text ? run.width : 0)))
  return {
    field: node.attributes?.field ?? node.text.replaceAll('\u200b', '').slice(0, 40),
    isNamed: node.attributes?.field !== undefined,
    text: node.text,
    lines: linesOf(place), // the engine lays out no line that begins below the picture
    lineHeight: fontSize * Number(node.style?.lineHeight ?? 1.4),
    box,
    overRight: Math.max(0, widest - place.width - fontSize * 0.1),
  }
}

function boxOf({ transform, width, height }: MeasuredNode): Box {
  const [, , , , left, top] = transform
  return { left, top, right: left + width, bottom: top + height }
}

const toPx = (length: unknown) => (typeof length === 'number' ? length : 0)

/** The box less half its padding: words that come nearer to the edge of a panel than that do not fit either. */
function insideOf(node: PictureTree, place: MeasuredNode): Box {
  const box = boxOf(place)
  const { padding = 0, paddingTop = padding, paddingBottom = padding } = node.style ?? {}
  return { ...box, top: box.top + toPx(paddingTop) / 2, bottom: box.bottom - toPx(paddingBottom) / 2 }
}
