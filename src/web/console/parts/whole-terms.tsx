import type { ReactNode } from 'react'
import { keepThai } from '../../../contracts/break-thai.ts'

/** A text in which no line ends inside a term, such as งบ|ประมาณ, where browsers would end one. Other than text stays as it is. */
export function WholeTerms({ children }: { children: ReactNode }) {
  if (typeof children !== 'string') return children
  return keepThai(children).map(({ text, isKept }, place) =>
    isKept ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text
      <span key={place} className="whole-term">
        {text}
      </span>
    ) : (
      text
    ),
  )
}
