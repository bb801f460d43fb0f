/** A card's place in a series as the page holds it; `id` of one that is saved already. */
export type Place = {
  key: string
  id?: string
  contentId: string
  title: string
  isApproved: boolean
  isSkipped: boolean
  day: number | null
}

/** The list with one place moved up (-1) or down (1); the ends stay where they are. */
export function movePlace(places: Place[], key: string, by: -1 | 1): Place[] {
  const from = places.findIndex((place) => place.key === key)
  const to = from + by
  const moved = places[from]
  if (!moved || to < 0 || to >= places.length) return places
  const rest = places.filter((place) => place !== moved)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

/** What the API is sent; a new card of a series by days comes a day after the last. */
export const toItems = (places: Place[]) =>
  places.map(({ id, contentId, isSkipped, day }) => ({
    contentId,
    isSkipped,
    ...(id && { id }),
    ...(day !== null && { day }),
  }))

export const nextDay = (places: Place[]): number => Math.min(400, Math.max(0, ...places.map(({ day }) => day ?? 0)) + 1)
