import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AudienceRule } from '../../../../src/contracts/api/audience-rule.ts'
import {
  type Candidate,
  countAudience,
  countSkips,
  createRuleTest,
  idsNamedIn,
  makesLoop,
  toReached,
  uniteChats,
} from '../../../../src/features/audience/audience-rules.ts'

const words = ['a', 'b', 'c', 'd']
const word = fc.constantFrom(...words)
const time = fc.integer({ min: 0, max: 20 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)))

const candidate = fc
  .record<Candidate>({
    kind: fc.constantFrom('group', 'person'),
    id: word,
    chatId: fc.constantFrom(...words.map((one) => `chat-${one}`)),
    unitId: fc.option(word),
    tags: fc.array(word, { maxLength: 2 }),
    joinedAt: time,
    isPublicOnly: fc.boolean(),
    messages: fc.option(fc.integer({ min: 0, max: 300 })),
  })
  .map((chat) => (chat.kind === 'group' ? chat : { ...chat, isPublicOnly: false, messages: 1 }))
const via = fc.constantFrom('groups' as const, 'people' as const, 'both' as const)
const some = fc.array(word, { minLength: 1, maxLength: 3 })
const leaf: fc.Arbitrary<AudienceRule> = fc.oneof(
  fc.record({ everyone: fc.constant(true as const), via }),
  fc.record({ units: some, via }),
  fc.record({ groups: some }),
  fc.record({ tags: some }),
  fc.record({ joinedAfter: time.map((at) => at.toISOString()) }),
  fc.record({ joinedBefore: time.map((at) => at.toISOString()) }),
)
const { rule } = fc.letrec<{ rule: AudienceRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ and: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ of: tie('rule'), except: tie('rule') }),
  ),
}))

describe('a rule', () => {
  test('means the same whichever side of an "or" or "and" comes first', () => {
    fc.assert(
      fc.property(rule, rule, candidate, (a, b, chat) => {
        expect(createRuleTest({ or: [a, b] })(chat)).toBe(createRuleTest({ or: [b, a] })(chat))
        expect(createRuleTest({ and: [a, b] })(chat)).toBe(createRuleTest({ and: [b, a] })(chat))
      }),
    )
  })

  test('never means what it excepts, and nothing it did not mean before', () => {
    fc.assert(
      fc.property(rule, rule, candidate, (of, except, chat) => {
        const isMeant = createRuleTest({ of, except })(chat)
        expect(isMeant).toBe(createRuleTest(of)(chat) && !createRuleTest(except)(chat))
        expect(createRuleTest({ of, except: of })(chat)).toBe(false)
      }),
    )
  })

  const person: Candidate = {
    kind: 'person',
    id: 'p',
    chatId: 'U',
    unitId: 'a',
    tags: ['new'],
    joinedAt: new Date('2026-11-01T00:00:00Z'),
    isPublicOnly: false,
    messages: 1,
  }
  const group: Candidate = { ...person, kind: 'group', id: 'g', chatId: 'C', tags: [], messages: 8 }

  test.each<[AudienceRule, boolean, boolean]>([
    [{ everyone: true, via: 'both' }, true, true],
    [{ everyone: true, via: 'groups' }, false, true],
    [{ units: ['a', 'b'], via: 'people' }, true, false],
    [{ units: ['b'], via: 'both' }, false, false],
    [{ groups: ['g', 'p'] }, false, true],
    [{ tags: ['old', 'new'] }, true, false],
    [{ joinedAfter: '2026-11-01T00:00:00Z' }, true, false],
    [{ joinedBefore: '2026-11-01T07:00:00+07:00' }, false, false],
    [{ of: { everyone: true, via: 'both' }, except: { tags: ['new'] } }, false, true],
  ])('%j: a person %s, a group %s', (one, isPersonMeant, isGroupMeant) => {
    expect([createRuleTest(one)(person), createRuleTest(one)(group)]).toEqual([isPersonMeant, isGroupMeant])
  })

  test('names its groups and units wherever they stand', () => {
    const named = idsNamedIn({
      of: { or: [{ groups: ['g1'] }, { units: ['u1'], via: 'both' }] },
      except: { and: [{ units: ['u2'], via: 'groups' }, { tags: ['x'] }] },
    })
    expect(named).toEqual({ groups: ['g1'], units: ['u1', 'u2'] })
  })
})

describe('an estimate', () => {
  test('never counts a chat twice, however often it is meant', () => {
    fc.assert(
      fc.property(fc.array(candidate), (chats) => {
        const once = countAudience({ reached: toReached(chats), skips: {}, doubles: [] })
        expect(countAudience({ reached: toReached([...chats, ...chats]), skips: {}, doubles: [] })).toEqual(once)
        expect(once.people + once.groups).toBe(new Set(chats.map(({ chatId }) => chatId)).size)
        expect(once.messages).toBe(uniteChats(chats).reduce((sum, { messages }) => sum + (messages ?? 0), 0))
      }),
    )
  })

  test('counts the members of groups, one for a person, and says of which groups it does not know', () => {
    const chat = (kind: 'group' | 'person', chatId: string, messages: number | null, isPublicOnly = false) => ({
      kind,
      chatId,
      messages,
      isPublicOnly,
    })
    const chats = [chat('group', 'C1', 42), chat('group', 'C2', null, true), chat('person', 'U1', 1)]
    const skips = [
      { chatId: 'U2', reason: 'blocked' as const },
      { chatId: 'U2', reason: 'blocked' as const },
      { chatId: 'C3', reason: 'pending' as const },
    ]
    expect(countAudience({ reached: toReached(chats), skips: countSkips(skips), doubles: [] })).toEqual({
      people: 1,
      groups: 2,
      messages: 43,
      skipped: { pending: 1, left: 0, unregistered: 0, blocked: 1 },
      doubles: [],
      publicOnlyGroups: 1,
      unsizedGroups: 1,
    })
  })
})

describe('groups inside groups', () => {
  const known = [
    { groupId: 'office', containedId: 'bureau' },
    { groupId: 'bureau', containedId: 'team' },
  ]
  test('a group that would contain itself, nearby or far off, is a loop', () => {
    expect(makesLoop([], 'office', ['office'])).toBe(true)
    expect(makesLoop(known, 'team', ['office'])).toBe(true)
    expect(makesLoop(known, 'bureau', ['office'])).toBe(true)
  })
  test('a group inside two others is none', () => {
    expect(makesLoop(known, 'office', ['team', 'bureau'])).toBe(false)
    expect(makesLoop(known, 'another', ['team'])).toBe(false)
  })
  test('a loop that is already there ends the search', () => {
    const loop = [...known, { groupId: 'team', containedId: 'bureau' }]
    expect(makesLoop(loop, 'another', ['bureau'])).toBe(false)
  })
})
