import type { Tx } from '../../platform/db/open-database.ts'
import type { AnswersDeps } from './needs.ts'
import type { IndexedCard } from './search-rules.ts'

const rememberedMs = 60_000 // a picture drawn or a new look shows within a minute; asking with every answer would cost more than the answer
const mostRemembered = 5000

/** Cards with their pictures, as campaigns send them. A card that names a picture of its own keeps it. */
export function createHeroes(deps: Pick<AnswersDeps, 'findHero' | 'clock'>) {
  const known = new Map<string, { url: string | undefined; askedAtMs: number }>()

  async function urlOf(tx: Tx, card: IndexedCard): Promise<string | undefined> {
    const nowMs = deps.clock.now().getTime()
    const found = known.get(card.key)
    // A clock that was set back must not keep an old picture for as long.
    if (found && Math.abs(nowMs - found.askedAtMs) < rememberedMs) return found.url
    const url = await deps.findHero(tx, card)
    if (known.size >= mostRemembered) known.clear()
    known.set(card.key, { url, askedAtMs: nowMs })
    return url
  }

  return async (tx: Tx, cards: readonly IndexedCard[]): Promise<IndexedCard[]> => {
    const dressed: IndexedCard[] = []
    // One after the other: a transaction has one connection.
    for (const card of cards) {
      const data = card.data as { pictureUrl?: string | null }
      const url = data.pictureUrl == null ? await urlOf(tx, card) : undefined
      dressed.push(url ? { ...card, key: `${card.key} ${url}`, data: { ...data, pictureUrl: url } } : card)
    }
    return dressed
  }
}
