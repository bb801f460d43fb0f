import { usePage } from './page-context.ts'

/** LINE's three dots: the bot has been asked and its answer is on its way. */
export function Loading() {
  const { words } = usePage()
  return (
    <p className="loading" role="status" aria-label={words.answering}>
      <span className="loading-dot" />
      <span className="loading-dot" />
      <span className="loading-dot" />
    </p>
  )
}
