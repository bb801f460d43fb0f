import type { Estimate } from '../../contracts/api/audiences.ts'
import type { AudienceSpec } from '../../contracts/api/campaigns.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import * as repo from './audience-repo.ts'
import {
  type Chat,
  countAudience,
  countSkips,
  createRuleTest,
  idsNamedIn,
  type LostChat,
  type Measure,
  measureReached,
  type Reached,
  type Skip,
  type SkipCounts,
  toReached,
  uniteChats,
  withUnitsBelow,
} from './audience-rules.ts'
import { listDoubles } from './containment-repo.ts'
import { holdSavedAudience, type SavedAudienceRow } from './saved-audience-repo.ts'
import { listUnitsBelow, listUnitsOf } from './unit-repo.ts'

/**
 * Who an audience is now: approved groups and registered people, each chat once; ids that name nothing are returned, what
 * cannot be reached (pending, left, blocked) is left out. `via` bears on units and everyone; groups and people are taken as
 * named; a saved audience is added to them. Planning, submitting and estimating all ask here.
 */
export async function resolveAudience(tx: Tx, spec: AudienceSpec): Promise<{ members: Chat[]; unknownIds: string[] }> {
  const saved = await findSaved(tx, spec)
  const { groups, people } = await selectionsOf(tx, spec)
  // One after the other: a transaction has one connection.
  const named = [...(await repo.listReachableGroups(tx, groups)), ...(await repo.listReachablePeople(tx, people))]
  const members = saved ? uniteChats([...named, ...(await listOfRule(tx, saved, true))]) : named
  const unknownIds = [
    ...(spec.savedAudienceId && !saved ? [spec.savedAudienceId] : []),
    ...(await listUnknownIds(tx, spec)),
    ...(saved ? await listUnknownIds(tx, idsNamedIn(saved.rule)) : []),
  ]
  return { members, unknownIds }
}

// Of people. 5 multicasts are little enough to be gone from memory before the next; who is named by id, up to 50,000, is named again
// with each page.
const pageSizes = { few: 2500, many: 10_000 }

/**
 * The same chats page by page, groups first, for planning: a million people are never in memory at once. A saved audience is
 * a rule that has to see everybody, so it is read whole. `among`: of these chats alone.
 */
export async function* readAudience(tx: Tx, spec: AudienceSpec, among?: readonly string[]): AsyncGenerator<Chat[]> {
  if (spec.savedAudienceId !== undefined) {
    const wanted = among && new Set(among)
    const { members: all } = await resolveAudience(tx, spec)
    const members = wanted ? all.filter(({ chatId }) => wanted.has(chatId)) : all
    for (let from = 0; from < members.length; from += pageSizes.few) yield members.slice(from, from + pageSizes.few)
    return
  }
  const { groups, people } = await selectionsOf(tx, spec)
  const named = await repo.listReachableGroups(tx, groups, among)
  if (named.length > 0) yield named
  const limit = people.ids.length > 0 ? pageSizes.many : pageSizes.few
  for (let after: string | null = ''; after !== null; ) {
    const page: Awaited<ReturnType<typeof repo.pageReachablePeople>> = await repo.pageReachablePeople(tx, people, {
      after,
      limit,
      among,
    })
    if (page.chatIds.length > 0) yield page.chatIds.map(toPerson)
    after = page.after
  }
}

/**
 * Of an audience the groups the account is no longer in and the people who blocked it, page by page, each once: a run counts
 * them. Who has yet to be approved or registered was never open to it, and is not among them.
 */
export async function* readLost(tx: Tx, spec: AudienceSpec): AsyncGenerator<LostChat[]> {
  const { groups, people } = await selectionsOf(tx, spec)
  const saved = await findSaved(tx, spec)
  const ofRule = saved ? (await listOfRule(tx, saved, false)).flatMap(toLost) : []
  const seen = new Set(ofRule.map(({ chatId }) => chatId))
  if (ofRule.length > 0) yield ofRule
  for (let page: LostChat[] | undefined; page === undefined || page.length === pageSizes.many; ) {
    page = await repo.pageLost(tx, groups, people, { after: page?.at(-1)?.chatId ?? '', limit: pageSizes.many })
    const others = page.filter(({ chatId }) => !seen.has(chatId))
    if (others.length > 0) yield others
  }
}

const toLost = ({ kind, chatId, reason }: { kind: Chat['kind'] } & Skip): LostChat[] =>
  reason === 'left' || reason === 'blocked' ? [{ kind, chatId, reason }] : []

const toPerson = (chatId: string): Chat => ({ kind: 'person', chatId, isPublicOnly: false, messages: 1 })

/** How many chats an audience has and what they cost; and the ids that name nothing. */
export async function measureAudience(tx: Tx, spec: AudienceSpec): Promise<Measure & { unknownIds: string[] }> {
  const { reached, unknownIds } = await findReached(tx, spec)
  return { ...measureReached(reached), unknownIds }
}

/** How many an audience reaches and what it costs: the very chats that a run would plan now. */
export async function estimateAudience(tx: Tx, spec: AudienceSpec): Promise<Estimate> {
  const { reached, unknownIds } = await findReached(tx, spec)
  if (unknownIds.length > 0) throw audienceUnknown(unknownIds)
  const groupChats = reached.groups.map(({ chatId }) => chatId)
  return countAudience({
    reached,
    skips: await countSkipsOf(tx, spec),
    doubles: groupChats.length > 1 ? await listDoubles(tx, groupChats) : [],
  })
}

/** People are counted where they stand: a million of them, read to be counted, ran into the time limit of a statement. */
async function findReached(tx: Tx, spec: AudienceSpec): Promise<{ reached: Reached; unknownIds: string[] }> {
  if (spec.savedAudienceId !== undefined) {
    const { members, unknownIds } = await resolveAudience(tx, spec)
    return { reached: toReached(members), unknownIds }
  }
  const { groups, people } = await selectionsOf(tx, spec)
  const reached = {
    groups: await repo.listReachableGroups(tx, groups),
    people: await repo.countReachablePeople(tx, people),
  }
  return { reached, unknownIds: await listUnknownIds(tx, spec) }
}

/** The chats of these people, as far as they are registered and can be reached. */
export async function findPeopleChats(tx: Tx, ids: string[]): Promise<string[]> {
  const chats = await repo.listReachablePeople(tx, { ids, unitIds: [], everyone: false })
  return chats.map(({ chatId }) => chatId)
}

export async function listUnknownIds(
  tx: Tx,
  named: { groups?: string[] | undefined; units?: string[] | undefined; people?: string[] | undefined },
): Promise<string[]> {
  const { groups = [], units = [], people = [] } = named
  return [
    ...(await repo.listUnknownGroups(tx, groups)),
    ...(await repo.listUnknownUnits(tx, units)),
    ...(await repo.listUnknownPeople(tx, people)),
  ]
}

export function audienceUnknown(ids: string[]): AppError {
  return new AppError('AUDIENCE_UNKNOWN', 'Some ids of the audience name nothing.', { status: 422, data: { ids } })
}

async function countSkipsOf(tx: Tx, spec: AudienceSpec): Promise<SkipCounts> {
  const saved = await findSaved(tx, spec)
  const { groups, people } = await selectionsOf(tx, spec)
  if (!saved) return repo.countSkips(tx, groups, people)
  return countSkips([...(await repo.listSkips(tx, groups, people)), ...(await listOfRule(tx, saved, false))])
}

async function findSaved(tx: Tx, { savedAudienceId }: AudienceSpec): Promise<SavedAudienceRow | undefined> {
  return savedAudienceId === undefined ? undefined : holdSavedAudience(tx, savedAudienceId)
}

async function listOfRule(tx: Tx, { rule }: SavedAudienceRow, isReachable: boolean) {
  const whole = withUnitsBelow(rule, await listUnitsBelow(tx, idsNamedIn(rule).units))
  return (await repo.listCandidates(tx, isReachable)).filter(createRuleTest(whole))
}

/** A unit means that unit and all below it. */
async function selectionsOf(tx: Tx, spec: AudienceSpec) {
  const { groups = [], units = [], people = [], everyone = false, via } = spec
  const unitIds = await listUnitsOf(tx, units)
  const select = (ids: string[], isMeant: boolean): repo.Selection => ({
    ids,
    unitIds: isMeant ? unitIds : [],
    everyone: isMeant && everyone,
  })
  return { groups: select(groups, via !== 'people'), people: select(people, via !== 'groups') }
}
