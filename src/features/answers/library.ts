import type { Tx } from '../../platform/db/open-database.ts'
import type { AnswersDeps } from './needs.ts'
import { type IndexedCard, indexCard } from './search-rules.ts'

/**
 * The approved cards, folded for the search and kept until the library changes: reading and folding 10,000 cards takes
 * seconds, asking whether they are still the same takes a millisecond.
 */
export function createLibrary(deps: Pick<AnswersDeps, 'libraryMark' | 'listApprovedCards' | 'isPublicCard'>) {
  let kept: { mark: string; cards: IndexedCard[] } | undefined

  return async (tx: Tx, reader: { isStaff: boolean }): Promise<IndexedCard[]> => {
    const mark = await deps.libraryMark(tx)
    if (kept?.mark !== mark) kept = { mark, cards: (await deps.listApprovedCards(tx)).map(indexCard) }
    return reader.isStaff ? kept.cards : kept.cards.filter(deps.isPublicCard)
  }
}
