import type { Overflow } from './find-overflow.ts'
import type { PictureTree } from './picture-tree.ts'
import type { Print } from './print-sheet.ts'

export type PictureSize = { width: number; height: number }

/**
 * What is asked of the drawing process: a picture, a sheet to print, or only whether the words would fit. Without a height the
 * picture is as high as what is on it, in CSS pixels.
 */
export type PictureOrder = {
  id: number
  tree: PictureTree
  size: PictureSize | { width: number }
  isCheck: boolean
  print?: Print
}

export type PictureAnswer = { id: number; bytes?: Uint8Array; overflow?: Overflow[]; failure?: string }
