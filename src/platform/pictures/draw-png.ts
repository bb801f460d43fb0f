import type { Renderer } from '@takumi-rs/core'
import { encodePng } from './encode-png.ts'
import { rendering } from './open-renderer.ts'
import type { PictureSize } from './picture-order.ts'
import type { PictureTree } from './picture-tree.ts'

/** A tree as PNG: packed by us, or by the engine where a palette does not hold its colours. */
export async function drawPng(renderer: Renderer, tree: PictureTree, size: PictureSize): Promise<Uint8Array> {
  const options = { ...size, ...rendering }
  const pixels = await renderer.render(tree, { ...options, format: 'raw' })
  return (await encodePng(pixels, size)) ?? renderer.render(tree, { ...options, format: 'png' })
}
