import { createContext } from 'react'
import type { OnAction } from './actions.ts'

export type FlexWords = { broken: string; picture: string; video: string; carousel: string }

export const thaiFlexWords: FlexWords = {
  broken: 'แสดงการ์ดนี้ไม่ได้ โปรดตรวจสอบรูปแบบของการ์ด',
  picture: 'รูปภาพ',
  video: 'วิดีโอ',
  carousel: 'การ์ดหลายใบ เลื่อนดูด้านข้างได้',
}

export const englishFlexWords: FlexWords = {
  broken: 'This card cannot be shown. Please check its format.',
  picture: 'Picture',
  video: 'Video',
  carousel: 'Several cards, scroll sideways',
}

export type FlexSurroundings = { onAction: OnAction | undefined; words: FlexWords }

/** What every component of a card needs beside its own JSON. */
export const FlexContext = createContext<FlexSurroundings>({ onAction: undefined, words: thaiFlexWords })
