import type { AudienceLeaf, AudienceRule } from '../../contracts/api/audience-rule.ts'
import { partsOf } from '../../contracts/api/audience-rule.ts'
import type { Estimate } from '../../contracts/api/audiences.ts'

/** A chat to send to. `messages`: what a push to it costs, one for a person, its members for a group; null: LINE has not said. */
export type Chat = {
  kind: 'group' | 'person'
  chatId: string
  isPublicOnly: boolean
  messages: number | null
}

/** A group or person as the conditions of a saved audience look at it. */
export type Candidate = Chat & { id: string; unitId: string | null; tags: string[]; joinedAt: Date }

export type SkipReason = keyof Estimate['skipped']
/** Meant, and gone: it was open to the account once. */
export type LostChat = { kind: Chat['kind']; chatId: string; reason: 'left' | 'blocked' }
export type Skip = { chatId: string; reason: SkipReason }

/** Whether a rule means a chat. Made once for all of them: 20,000 people against 1,000 ids is a look-up each. */
export function createRuleTest(rule: AudienceRule): (chat: Candidate) => boolean {
  if ('and' in rule) {
    const tests = rule.and.map(createRuleTest)
    return (chat) => tests.every((isMeant) => isMeant(chat))
  }
  if ('or' in rule) {
    const tests = rule.or.map(createRuleTest)
    return (chat) => tests.some((isMeant) => isMeant(chat))
  }
  if ('of' in rule) {
    const [isMeant, isExcepted] = [createRuleTest(rule.of), createRuleTest(rule.except)]
    return (chat) => isMeant(chat) && !isExcepted(chat)
  }
  return createLeafTest(rule)
}

function createLeafTest(leaf: AudienceLeaf): (chat: Candidate) => boolean {
  if ('everyone' in leaf) return ({ kind }) => isReachedVia(leaf.via, kind)
  if ('units' in leaf) {
    const units = new Set(leaf.units)
    return ({ kind, unitId }) => unitId !== null && units.has(unitId) && isReachedVia(leaf.via, kind)
  }
  if ('groups' in leaf) {
    const groups = new Set(leaf.groups)
    return ({ kind, id }) => kind === 'group' && groups.has(id)
  }
  if ('tags' in leaf) {
    const wanted = new Set(leaf.tags)
    return ({ kind, tags }) => kind === 'person' && tags.some((tag) => wanted.has(tag))
  }
  // Joining is of people: a group "joins" when the bot is let in, which says nothing of who is in it.
  if ('joinedAfter' in leaf) {
    const from = new Date(leaf.joinedAfter)
    return ({ kind, joinedAt }) => kind === 'person' && joinedAt >= from
  }
  const until = new Date(leaf.joinedBefore)
  return ({ kind, joinedAt }) => kind === 'person' && joinedAt < until
}

function isReachedVia(via: 'groups' | 'people' | 'both', kind: Chat['kind']): boolean {
  return via === 'both' || (via === 'groups') === (kind === 'group')
}

/** Every group and unit that a rule names. */
export function idsNamedIn(rule: AudienceRule): { groups: string[]; units: string[] } {
  const inside = partsOf(rule).map(idsNamedIn)
  return {
    groups: [...('groups' in rule ? rule.groups : []), ...inside.flatMap(({ groups }) => groups)],
    units: [...('units' in rule ? rule.units : []), ...inside.flatMap(({ units }) => units)],
  }
}

/** The rule with every unit it names written out as that unit and all below it. */
export function withUnitsBelow(rule: AudienceRule, below: Map<string, string[]>): AudienceRule {
  const widen = (part: AudienceRule) => withUnitsBelow(part, below)
  if ('and' in rule) return { and: rule.and.map(widen) }
  if ('or' in rule) return { or: rule.or.map(widen) }
  if ('of' in rule) return { of: widen(rule.of), except: widen(rule.except) }
  return 'units' in rule ? { ...rule, units: rule.units.flatMap((id) => below.get(id) ?? []) } : rule
}

/** Each chat once, in the order first met. */
export function uniteChats<T extends { chatId: string }>(chats: T[]): T[] {
  const byChat = new Map<string, T>()
  for (const chat of chats) if (!byChat.has(chat.chatId)) byChat.set(chat.chatId, chat)
  return [...byChat.values()]
}

/** The groups of an audience, and how many people it has beside them: enough to measure it without reading a million. */
export type Reached = { groups: Chat[]; people: number }

/** A chat meant several times counts once. */
export function toReached(chats: Chat[]): Reached {
  const once = uniteChats(chats)
  const groups = once.filter(({ kind }) => kind === 'group')
  return { groups, people: once.length - groups.length }
}

/**
 * Chats and LINE messages of an audience, people among them, and groups that LINE has not counted yet; `publicOnly`: those
 * that only a public card may go to.
 */
export type Measure = {
  chats: number
  people: number
  messages: number
  unsizedGroups: number
  publicOnly: { chats: number; messages: number }
}

export function measureReached({ groups, people }: Reached): Measure {
  const membersOf = (some: Chat[]) => some.reduce((total, { messages }) => total + (messages ?? 0), 0)
  const publicOnly = groups.filter(({ isPublicOnly }) => isPublicOnly)
  return {
    chats: groups.length + people,
    people,
    messages: membersOf(groups) + people,
    unsizedGroups: groups.filter(({ messages }) => messages === null).length,
    publicOnly: { chats: publicOnly.length, messages: membersOf(publicOnly) },
  }
}

export type SkipCounts = Partial<Record<SkipReason, number>>

/** What is meant and not reached, each once. */
export function countSkips(skips: Skip[]): SkipCounts {
  const counts: SkipCounts = {}
  for (const { reason } of uniteChats(skips)) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}

/** What an audience comes to. */
export function countAudience(found: { reached: Reached; skips: SkipCounts; doubles: Estimate['doubles'] }): Estimate {
  const { chats, people, messages, unsizedGroups, publicOnly } = measureReached(found.reached)
  return {
    people,
    groups: chats - people,
    messages,
    skipped: { pending: 0, left: 0, unregistered: 0, blocked: 0, ...found.skips },
    doubles: found.doubles,
    publicOnlyGroups: publicOnly.chats,
    unsizedGroups,
  }
}

export type Containment = { groupId: string; containedId: string }

/** Whether a group would come to be inside itself, directly or by way of others, if it contained these. */
export function makesLoop(known: Containment[], groupId: string, containedIds: string[]): boolean {
  const others = Map.groupBy(known, (one) => one.groupId)
  const seen = new Set<string>()
  const toVisit = [...containedIds]
  for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
    if (next === groupId) return true
    if (seen.has(next)) continue
    seen.add(next)
    toVisit.push(...(others.get(next) ?? []).map(({ containedId }) => containedId))
  }
  return false
}
