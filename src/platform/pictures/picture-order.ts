import type { Overflow } from './find-overflow.ts'
import type { PictureTree } from './picture-tree.ts'

export type PictureSize = { width: number; height: number }

/** What is asked of the drawing thread: a picture, or only whether one would fit. */
export type PictureOrder = { id: number; tree: PictureTree; size: PictureSize; isCheck: boolean }

export type PictureAnswer = { id: number; png?: Uint8Array; overflow?: Overflow[]; failure?: string }
