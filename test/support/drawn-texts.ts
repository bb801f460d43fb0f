import type { MeasuredNode, Renderer } from '@takumi-rs/core'
import { rendering } from '../../src/platform/pictures/open-renderer.ts'
import type { PictureSize } from '../../src/platform/pictures/picture-order.ts'
import type { PictureTree } from '../../src/platform/pictures/picture-tree.ts'

/** Words as they stand on a picture: `isWhole` where all of them were laid out and lie within it, `isDrawn` where their colour is seen there. */
export type DrawnText = {
  said: string
  color: string
  ground: string
  fontSize: number
  isWhole: boolean
  isDrawn: boolean
}

/** Every text of a picture with its colour and the ground that was found around its letters, from the pixels. */
export async function findDrawnTexts(renderer: Renderer, tree: PictureTree, size: PictureSize): Promise<DrawnText[]> {
  const options = { ...size, ...rendering }
  const measured = await renderer.measure(tree, options)
  const pixels = await renderer.render(tree, { ...options, format: 'raw' })
  const texts: DrawnText[] = []

  function visit(node: PictureTree, place: MeasuredNode, inherited: string): void {
    const color = String(node.style?.color ?? inherited).toUpperCase()
    if (node.type === 'text') {
      const said = plain(node.text)
      if (said === '') return
      const box = boxOf(place)
      const counts = countColors(pixels, size, box)
      const [ground = '', ...others] = counts.toSorted(([, a], [, b]) => b - a).map(([one]) => one)
      const laidOut = plain(place.runs.map(({ text }) => text).join(''))
      const isInside = box.left >= 0 && box.top >= 0 && box.right <= size.width && box.bottom <= size.height
      texts.push({
        said,
        color,
        ground,
        fontSize: Number(node.style?.fontSize),
        isWhole: isInside && withoutSpaces(laidOut) === withoutSpaces(said),
        isDrawn: others.includes(color),
      })
    } else if (node.type !== 'image')
      for (const [index, child] of (node.children ?? []).entries())
        visit(child, place.children[index] as MeasuredNode, color)
  }
  visit(tree, measured, '#000000')
  return texts
}

const plain = (text: string) => text.replaceAll('\u200b', '').replaceAll('\u00a0', ' ').trim()
const withoutSpaces = (text: string) => text.replace(/\s/g, '')

type Box = { left: number; top: number; right: number; bottom: number }

function boxOf({ transform, width, height }: MeasuredNode): Box {
  const [, , , , left, top] = transform
  return {
    left: Math.floor(left),
    top: Math.floor(top),
    right: Math.floor(left + width),
    bottom: Math.floor(top + height),
  }
}

function countColors(pixels: Uint8Array, { width, height }: PictureSize, { left, top, right, bottom }: Box) {
  const values = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4)
  const counts = new Map<number, number>()
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 1)
    for (let x = Math.max(0, left); x < Math.min(width, right); x += 1) {
      const value = values[y * width + x] as number
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  return [...counts].map(([value, count]) => [hexOf(value), count] as const)
}

/** Of bytes in the order red, green, blue, alpha, read as one number on a little-endian machine. */
const hexOf = (value: number) =>
  `#${[value, value >> 8, value >> 16].map((part) => (part & 255).toString(16).padStart(2, '0')).join('')}`.toUpperCase()
