export type GroupState = 'pending' | 'approved' | 'left'
export type StaffState = 'guest' | 'pending' | 'registered'

export type UnitPlace = { id: string; parentId: string | null }

const unitLevels = 6

/**
 * What is wrong with putting a unit, with all below it, under another. `id` left out: a unit that is still to be made.
 */
export function checkUnitPlace(
  units: UnitPlace[],
  { id, parentId }: { id?: string | undefined; parentId: string },
): 'unknown' | 'cycle' | 'too_deep' | undefined {
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]))
  if (!parents.has(parentId)) return 'unknown'
  const above: string[] = []
  for (let at: string | null = parentId; at !== null && !above.includes(at); at = parents.get(at) ?? null)
    above.push(at)
  if (id !== undefined && above.includes(id)) return 'cycle'
  return above.length + countLevels(units, id) > unitLevels ? 'too_deep' : undefined
}

/** Levels of a unit and all below it. */
function countLevels(units: UnitPlace[], id: string | undefined): number {
  if (id === undefined) return 1
  const below = units.filter(({ parentId }) => parentId === id)
  return 1 + Math.max(0, ...below.map((unit) => countLevels(units, unit.id)))
}

export type GroupHistory = { state: GroupState; joinedAt: Date; approvedAt: Date | null; leftAt: Date | null }
export type PersonHistory = { joinedAt: Date; unfollowedAt: Date | null }

/** A join that is not a redelivery and not older than what is known of the group. */
export function isNewJoin(group: GroupHistory | undefined, at: Date): boolean {
  if (!group) return true
  return at > group.joinedAt && (group.leftAt === null || at >= group.leftAt)
}

/**
 * What a leave makes of a group. One that is older than the last join changes nothing, unless somebody approved the group
 * before that leave: had both come in order, the group would be waiting for approval again.
 */
export function afterLeave(group: GroupHistory, at: Date): 'left' | 'pending' | 'unchanged' {
  if (group.state === 'left') return 'unchanged'
  if (at >= group.joinedAt) return 'left'
  return group.state === 'approved' && group.approvedAt !== null && group.approvedAt < at ? 'pending' : 'unchanged'
}

/** A word from a group the bot was thought to have left: it must have been let in again. */
export function isBackInGroup(group: GroupHistory, at: Date): boolean {
  return group.state === 'left' && (group.leftAt === null || at > group.leftAt)
}

/** A follow that is not a redelivery and not older than a block. */
export function isNewFollow(person: PersonHistory | undefined, at: Date): boolean {
  if (!person) return true
  return at > person.joinedAt && (person.unfollowedAt === null || at >= person.unfollowedAt)
}

/** A block older than the last follow has been taken back since. */
export function isBlockedBy(person: PersonHistory, at: Date): boolean {
  return at >= person.joinedAt && (person.unfollowedAt === null || at > person.unfollowedAt)
}

const yearMs = 365 * 86_400_000

/** Once a year a person is asked whether they still work where they said. */
export function isUnitStale(
  person: { state: StaffState; unitId: string | null; joinedAt: Date; unitConfirmedAt: Date | null },
  now: Date,
): boolean {
  if (person.state !== 'registered' || person.unitId === null) return false
  return now.getTime() - (person.unitConfirmedAt ?? person.joinedAt).getTime() >= yearMs
}

const confirmWithinMs = 10 * 60_000

/** Both times are LINE's, so that no clock of ours can shorten or stretch the ten minutes. */
export function isConfirmedInTime(askedAtMs: number, confirmedAt: Date): boolean {
  const ageMs = confirmedAt.getTime() - askedAtMs
  return ageMs >= 0 && ageMs <= confirmWithinMs
}

const buttonsPerCard = 8 // the menu card's
const cardsPerReply = 4 // LINE takes 5 messages in a reply; the first one is words
const unitsPerPage = buttonsPerCard * cardsPerReply - 2 // the last two buttons lead on and to the menu

/**
 * Units as cards of buttons: what one reply holds, and whether there are more. The last card has room for a button to them and one
 * to the menu. A page that does not exist shows the first.
 */
export function pageUnits<Unit>(units: readonly Unit[], page: number): { cards: Unit[][]; nextPage: number | null } {
  const isThere = Number.isInteger(page) && page >= 0 && page * unitsPerPage < units.length
  const first = isThere ? page * unitsPerPage : 0
  const shown = units.slice(first, first + unitsPerPage)
  const hasNext = first + unitsPerPage < units.length
  const buttonCount = shown.length + (hasNext ? 2 : 1)
  // Shared out evenly: a ninth button would stand on a card by itself.
  const perCard = Math.ceil(buttonCount / Math.ceil(buttonCount / buttonsPerCard))
  const cards = Array.from({ length: Math.ceil(shown.length / perCard) }, (_, index) =>
    shown.slice(index * perCard, (index + 1) * perCard),
  )
  return { cards, nextPage: hasNext ? first / unitsPerPage + 1 : null }
}

/** A long text in pieces of at most `max` UTF-16 units, as LINE counts them, cut at line ends. A line longer than that is cut hard. */
export function cutText(text: string, max: number): string[] {
  const pieces: string[] = []
  for (const line of text.split('\n')) {
    const longer = pieces.length > 0 ? `${pieces.at(-1)}\n${line}` : undefined
    if (longer !== undefined && longer.length <= max) pieces[pieces.length - 1] = longer
    else pieces.push(line.slice(0, max))
  }
  return pieces
}

export type MemberGroup = { id: string; lineGroupId: string; unitId: string | null }

/**
 * Whether a group may be asked about somebody. One who waits has said where they work, or that they no longer work where they
 * did: the group of another unit, which nobody leaves on the day of a move, does not contradict them.
 */
export const mayTellOf = (group: MemberGroup, person: { state: StaffState; unitId: string | null }): boolean =>
  person.state !== 'pending' || group.unitId === null || group.unitId === person.unitId

/** In which order groups are asked about a person: that of the unit they picked, then those with a unit, then the rest. */
export function orderGroups<Group extends MemberGroup>(groups: readonly Group[], pickedUnitId: string | null): Group[] {
  const rank = ({ unitId }: Group) => (unitId === null ? 2 : unitId === pickedUnitId ? 0 : 1)
  return groups.toSorted((a, b) => rank(a) - rank(b))
}
