import type { MeasuredNode, RenderOptions } from '@takumi-rs/core'
import { drawPng, drawWhole } from './draw-png.ts'
import { findOverflow } from './find-overflow.ts'
import { mendLines } from './mend-lines.ts'
import { openRenderer, rendering } from './open-renderer.ts'
import type { PictureAnswer, PictureOrder } from './picture-order.ts'
import type { PictureTree } from './picture-tree.ts'
import { printSheet } from './print-sheet.ts'

// The process that draws. It lives as long as its parent keeps it; fonts are read once.

const renderer = openRenderer()

process.on('message', async (order: PictureOrder) => {
  const drawn = await answer(order)
  if (process.connected) process.send?.(drawn)
})
process.on('disconnect', () => process.exit())
// Meant for the whole group or service: the parent finishes what it has in hand, pictures too, and then lets go.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})

async function answer({ id, tree, size, isCheck, print }: PictureOrder): Promise<PictureAnswer> {
  try {
    if (!('height' in size)) return { id, bytes: await drawWhole(await renderer, tree, size.width) }
    const options = { ...size, ...rendering }
    const laid = await layOut(tree, options)
    const overflow = findOverflow(laid.tree, laid.measured)
    if (overflow.length > 0) return { id, overflow }
    if (isCheck) return { id }
    const opened = await renderer
    if (print) return { id, bytes: await printSheet(await opened.renderSvg(laid.tree, options), print) }
    return { id, bytes: await drawPng(opened, laid.tree, size) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}

async function layOut(
  tree: PictureTree,
  options: RenderOptions,
): Promise<{ tree: PictureTree; measured: MeasuredNode }> {
  const measured = await (await renderer).measure(tree, options)
  const mended = mendLines(tree, measured)
  return mended ? layOut(mended, options) : { tree, measured }
}
