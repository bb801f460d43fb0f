import type { QuestionResult } from '../../contracts/polls.ts'
import { ThaiText } from '../ui/thai-text.tsx'

/** Themes that the presenter wrote from the texts, most often meant first; never a text itself. */
export function ThemeList({ rows }: { rows: QuestionResult['rows'] }) {
  const ordered = rows.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0)).slice(0, 8)
  return (
    <ul className="themes">
      {ordered.map(({ key, label, count }) => (
        <li key={key}>
          <b>{count}</b>
          <span>
            <ThaiText text={label} />
          </span>
        </li>
      ))}
    </ul>
  )
}
