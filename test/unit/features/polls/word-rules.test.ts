import { expect, test } from 'vitest'
import { wordsOf } from '../../../../src/features/polls/word-rules.ts'

test.each([
  [['โปร่งใส', 'โปร่งใส', ' โปร่งใส '], ['โปร่งใส']],
  [['Teamwork', 'teamwork', 'ＴＥＡＭＷＯＲＫ'], ['teamwork']],
  [['ดีมากกกกกก'], ['ดีมาก']],
  [['น้ำใจ'], ['น้ำใจ']],
  [['ที่', 'และ', 'the', '555', '!!!', ''], []],
  [['ธรรมาภิบาล'], ['ธรรมาภิบาล']],
])('of %j are %j: one person counts once, whatever the spelling', (entries, words) => {
  expect(wordsOf(entries)).toEqual(words)
})

test('an entry of several words is cut where Thai words end', () => {
  expect(wordsOf(['ทำงานเป็นทีม รับฟังกัน'])).toEqual(expect.arrayContaining(['ทำงาน', 'ทีม']))
  expect(wordsOf(['ทำงานเป็นทีม รับฟังกัน'])).not.toContain('เป็น')
})
