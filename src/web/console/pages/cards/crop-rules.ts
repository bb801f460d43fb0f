/** A hero is square or wide; a picture of one's own may also stay as it is. */
export type CropShape = 'square' | 'wide' | 'whole'
export type Size = { width: number; height: number }
/** Shares of the picture, as the API takes them. */
export type CropPart = { x: number; y: number; width: number; height: number }

const ratios = { square: 1, wide: 20 / 13 }

export const ratioOf = (shape: CropShape, { width, height }: Size): number =>
  shape === 'whole' ? width / height : ratios[shape]

/** The largest part of this shape around a middle, made smaller by the zoom and kept inside the picture. */
export function cropPart(size: Size, shape: CropShape, zoom: number, middle: { x: number; y: number }): CropPart {
  const relative = ratioOf(shape, size) / (size.width / size.height)
  const width = Math.min(1, relative) / zoom
  const height = Math.min(1, 1 / relative) / zoom
  return {
    x: clamp(middle.x - width / 2, 1 - width),
    y: clamp(middle.y - height / 2, 1 - height),
    width,
    height,
  }
}

const clamp = (value: number, most: number) => Math.min(Math.max(0, value), Math.max(0, most))
