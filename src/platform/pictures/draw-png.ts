import type { Renderer } from '@takumi-rs/core'
import { encodePng } from './encode-png.ts'
import { rendering } from './open-renderer.ts'
import type { PictureSize } from './picture-order.ts'
import type { PictureTree } from './picture-tree.ts'
import { releaseBytes } from './release-bytes.ts'

// Of a phone; less where the picture would have more pixels than any use of ours needs.
const density = 3
const mostPixels = 4_500_000

/** A tree as high as it comes out: the screen of a phone that shows all of it. */
export async function drawWhole(renderer: Renderer, tree: PictureTree, width: number): Promise<Uint8Array> {
  const { height } = await renderer.measure(tree, { width, ...rendering })
  const devicePixelRatio = Math.min(density, Math.sqrt(mostPixels / (width * Math.max(1, height))))
  const size = { width: Math.floor(width * devicePixelRatio), height: Math.ceil(height * devicePixelRatio) }
  return renderer.render(tree, { ...size, ...rendering, devicePixelRatio, format: 'png' })
}

/** A tree as PNG: packed by us, or by the engine where a palette does not hold its colours. */
export async function drawPng(renderer: Renderer, tree: PictureTree, size: PictureSize): Promise<Uint8Array> {
  const options = { ...size, ...rendering }
  const pixels = await renderer.render(tree, { ...options, format: 'raw' })
  const packed = await encodePng(pixels, size)
  releaseBytes(pixels)
  return packed ?? renderer.render(tree, { ...options, format: 'png' })
}
