import { expect, test } from 'vitest'
import { textLimit, wordLimit } from '../../../../src/contracts/polls.ts'
import { labelOfLevel } from '../../../../src/features/polls/promise-rules.ts'
import { typedLimits } from '../../../../src/web/ballot/fields/typed.ts'
import { words as ballotWords } from '../../../../src/web/ballot/words.ts'
import { words as joinWords } from '../../../../src/web/join/words.ts'

// These pages cannot load what the server knows, and say it a second time.

test.each(['th', 'en'] as const)(
  'the badges on page B and in a room are those that are frozen with a poll (%s)',
  (language) => {
    const { ballot, ballot_interim } = ballotWords[language].badges
    for (const [level, badge] of Object.entries({ ballot, ballot_interim, room: joinWords[language].badge })) {
      expect([level, badge]).toEqual([level, labelOfLevel(level as 'ballot' | 'ballot_interim' | 'room', language)])
    }
  },
)

test('page B stops typing where the ballot host stops taking', () => {
  expect(typedLimits).toMatchObject({ text: textLimit, word: wordLimit })
})
