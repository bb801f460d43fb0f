import type { MeasuredNode } from '@takumi-rs/core'
import { linesOf } from './lines-of.ts'
import type { PictureTree } from './picture-tree.ts'

// The engine lets a line end wherever Thai meets another script (takumi 2.16), so "ปี" and "2567", or a word and its closing
// bracket, come apart whatever character joins them.
const neverFirst = /^[\u00a0)\]”’»!?,.:;%/ๆฯ]/
// And behind a hyphen: “e-” and “Service”.
const neverLast = /[a-z]-$/i

/**
 * Where a line begins with what belongs to the line before, or ends with what belongs to the next, ends it one word earlier. One pass mends one line of each
 * text; gives undefined when there is nothing left to mend.
 */
export function mendLines(tree: PictureTree, measured: MeasuredNode): PictureTree | undefined {
  if (tree.type === 'text') {
    const mended = mendText(tree.text, linesOf(measured))
    return mended === undefined ? undefined : { ...tree, text: mended }
  }
  if (tree.type === 'image' || !tree.children) return undefined
  let isMended = false
  const children = tree.children.map((child, index) => {
    const mended = mendLines(child, measured.children[index] as MeasuredNode)
    isMended ||= mended !== undefined
    return mended ?? child
  })
  return isMended ? { ...tree, children } : undefined
}

function mendText(text: string, lines: string[]): string | undefined {
  for (let index = 1; index < lines.length; index += 1) {
    const [before, line] = [lines[index - 1] as string, lines[index] as string]
    if (!neverFirst.test(line) && !neverLast.test(before)) continue
    const lastWord = Math.max(before.lastIndexOf(' '), before.lastIndexOf('\u200b'))
    const start = text.indexOf(before + line)
    if (lastWord > 0 && start !== -1)
      return `${text.slice(0, start + lastWord + 1)}\n${text.slice(start + lastWord + 1)}`
  }
  return undefined
}
