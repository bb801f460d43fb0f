import { describe, expect, test } from 'vitest'
import { isToRelease, whyUntold } from '../../../src/web/console/pages/polls/result-state.ts'

describe('isToRelease', () => {
  const poll = { openedAt: '2026-11-02T02:00:00Z', resultReleasedAt: null }
  test.each([
    ['counted', {}, true],
    ['below_threshold', {}, true],
    ['lost', {}, false],
    [null, {}, false],
    ['below_threshold', { openedAt: null }, false],
    ['counted', { resultReleasedAt: '2026-11-10T02:00:00Z' }, false],
  ] as const)('of a poll %s with %j is %s', (outcome, more, expected) => {
    expect(isToRelease({ ...poll, ...more, outcome })).toBe(expected)
  })
})

describe('whyUntold', () => {
  const resultCampaignId = '0190a1b2-0000-7000-8000-000000000001'
  test.each([
    ['no card is drafted', { nextStep: null, resultCampaignId: null }, undefined, 'undrafted'],
    ['the draft waits for its words', { nextStep: null, resultCampaignId }, 'draft', 'none'],
    ['the blank draft was cancelled', { nextStep: null, resultCampaignId }, 'cancelled', 'cancelled'],
    ['the card is not submitted', { nextStep: 'จัดอบรม', resultCampaignId }, 'draft', 'draft'],
    ['the card waits for approval', { nextStep: 'จัดอบรม', resultCampaignId }, 'pending_approval', 'pending_approval'],
    ['the card is sent', { nextStep: 'จัดอบรม', resultCampaignId }, 'done', undefined],
  ])('tells that %s', (_, poll, campaign, expected) => {
    expect(whyUntold(poll, campaign)).toBe(expected)
  })
})
