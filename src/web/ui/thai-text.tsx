import type { ReactNode } from 'react'
import { keepThai } from '../../contracts/break-thai.ts'

/** Words of somebody's, of which no Thai compound is parted by the end of a line. What is no text stays as it is. */
export function ThaiText({ text }: { text: ReactNode }) {
  if (typeof text !== 'string') return text
  return keepThai(text).map(({ text, isKept }, place) =>
    isKept ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name
      <span key={place} className="kept">
        {text}
      </span>
    ) : (
      text
    ),
  )
}
