import { invisible } from '../../contracts/break-thai.ts'

const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })

/** Length as a reader sees it: letters with their marks, without break marks. */
export function countLetters(text: string): number {
  return [...graphemes.segment(text.replace(invisible, ''))].length
}
