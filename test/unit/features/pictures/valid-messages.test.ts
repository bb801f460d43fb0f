import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawSentMessages, widthOfMessages } from '../../../../src/features/pictures/drawings/sent-messages.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { validMessages } from '../../../contract/line/valid-message-arbitrary.ts'

const seed = 20_261_127

test(`whatever LINE takes can be drawn as the picture that an approver sees (fast-check seed ${seed})`, () => {
  fc.assert(
    fc.property(validMessages, (given) => {
      const messages = given as OutgoingMessage[]
      const tree = JSON.stringify(drawSentMessages(messages, new Map()))
      expect(tree).not.toMatch(/NaN|Infinity|\[object|"undefined/)
      expect(tree.length).toBeGreaterThan(100)
      expect(widthOfMessages(messages)).toBeGreaterThan(0)
    }),
    { seed, numRuns: 400 },
  )
})
