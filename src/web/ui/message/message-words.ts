import { englishFlexWords, type FlexWords, thaiFlexWords } from '../flex/flex-context.ts'

export type MessageWords = {
  flex: FlexWords
  sticker: string
  picture: string
  video: string
  audio: string
  place: string
  everybody: string
  unknown: string
}

export const thaiMessageWords: MessageWords = {
  flex: thaiFlexWords,
  sticker: 'สติกเกอร์',
  picture: 'รูปภาพ',
  video: 'วิดีโอ',
  audio: 'เสียง',
  place: 'ตำแหน่งที่ตั้ง',
  everybody: 'ทุกคน',
  unknown: 'แสดงข้อความชนิดนี้ไม่ได้',
}

export const englishMessageWords: MessageWords = {
  flex: englishFlexWords,
  sticker: 'Sticker',
  picture: 'Picture',
  video: 'Video',
  audio: 'Audio',
  place: 'Location',
  everybody: 'All',
  unknown: 'This kind of message cannot be shown',
}
