import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ThaiText } from '../../ui/thai-text.tsx'

/** A row of a list that opens what it names: the title, a quieter line below it, and what stands at its end. */
export function LinkedRow({
  to,
  title,
  note,
  aside,
}: {
  to: string
  title: string
  note: ReactNode
  aside: ReactNode
}) {
  return (
    <li>
      <Link to={to} className="row">
        <span className="row-main">
          <span className="row-title">
            <ThaiText text={title} />
          </span>
          <br />
          <span className="quiet">
            <ThaiText text={note} />
          </span>
        </span>
        <span className="row-aside">{aside}</span>
      </Link>
    </li>
  )
}
