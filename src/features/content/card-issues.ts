import type { Issue } from '../../contracts/issue-words.ts'
import type { AppError } from '../../platform/errors.ts'

/** What is wrong with which field of a card that could not be rendered; none where the error is of the card as a whole. */
export function issuesOfCard({ data }: AppError): (Issue & { path: string })[] {
  return Array.isArray(data) ? (data as (Issue & { path: string })[]) : []
}
