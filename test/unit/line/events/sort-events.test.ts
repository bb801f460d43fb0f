import { describe, expect, test } from 'vitest'
import { parseWebhook } from '../../../../src/line/events/parse-webhook.ts'
import { sortEvents, votePrefix } from '../../../../src/line/events/sort-events.ts'
import { fromGroup, fromUser, groupId, mentionOfBot, rawEvent, rawText, roomId, toBody } from './raw-events.ts'

const fromRoom = { type: 'room', roomId }

function sort(...raws: unknown[]) {
  const { votes, dropped, kept } = sortEvents(parseWebhook(toBody(raws)).events)
  return { votes: votes.length, dropped, kept: kept.map(({ type }) => type) }
}

describe('sortEvents', () => {
  test.each([
    ['a person', fromUser],
    ['a group', fromGroup],
    ['a room', fromRoom],
    ['nowhere', undefined],
  ])('sets a vote from %s apart', (_, source) => {
    const vote = rawEvent('postback', { source, postback: { data: `${votePrefix}p1/a` } })
    expect(sort(vote)).toEqual({ votes: 1, dropped: 0, kept: [] })
  })

  test('keeps a postback that only mentions the prefix later on', () => {
    expect(sort(rawEvent('postback', { postback: { data: `menu/${votePrefix}` } }))).toEqual({
      votes: 0,
      dropped: 0,
      kept: ['postback'],
    })
  })

  test.each([
    ['a group', fromGroup],
    ['a room', fromRoom],
    ['a source nobody knows', { type: 'square', id: '1' }],
    ['nowhere', undefined],
  ])('drops talk and edits of %s that do not mention the bot, whatever their type', (_, source) => {
    const edited = rawEvent('messageEdited', { source, message: { id: '1', type: 'text', text: 'คุยกัน' } })
    const image = rawEvent('message', { source, message: { id: '1', type: 'image' } })
    expect(sort(rawText('คุยกัน', { source }), edited, image)).toEqual({ votes: 0, dropped: 3, kept: [] })
  })

  test('keeps group talk and edits that mention the bot', () => {
    const message = { id: '1', type: 'text', text: '@บอต', mention: mentionOfBot }
    const source = fromGroup
    expect(sort(rawEvent('message', { source, message }), rawEvent('messageEdited', { source, message }))).toEqual({
      votes: 0,
      dropped: 0,
      kept: ['message', 'messageEdited'],
    })
  })

  test('keeps 1:1 talk and every other kind of event, in their order', () => {
    const source = { type: 'group', groupId }
    const join = rawEvent('join', { source })
    const unsend = rawEvent('unsend', { source, unsend: { messageId: '1' } })
    expect(sort(join, rawText('สวัสดี'), unsend, rawEvent('unheard', { source })).kept).toEqual([
      'join',
      'message',
      'unsend',
      'unknown',
    ])
  })

  test('leaves no trace of group talk or a vote that is malformed', () => {
    const talk = rawText('ความลับ', { source: fromGroup, webhookEventId: '' })
    const brokenTalk = rawEvent('message', { source: { type: 'group', groupId: 'odd' } })
    const vote = rawEvent('postback', { webhookEventId: '', postback: { data: `${votePrefix}p1/a` } })
    const lateVote = rawEvent('postback', { timestamp: 'now', postback: { data: `\u0000${votePrefix}p1/a` } })
    expect(sort(talk, brokenTalk, vote, lateVote)).toEqual({ votes: 0, dropped: 4, kept: [] })
  })
})
