import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes, wordsForError } from '../../../src/contracts/error-words.ts'

test.each(errorCodes)('%s has Thai and English words of its own', (code) => {
  const [th, en] = [wordsForError(code, 400, 'th'), wordsForError(code, 400, 'en')]
  expect(th).toMatch(/[\u0E00-\u0E7F]{4}/)
  expect(en).toMatch(/^[A-Z][\x20-\x7e’–]+\.$/)
})

test('no code is in two groups, where the later would silence the earlier', async () => {
  const folder = join(import.meta.dirname, '../../../src/contracts/error-words')
  const groups = await Promise.all(readdirSync(folder).map((file) => import(join(folder, file))))
  const codes = groups.flatMap((group) => Object.values(group).flatMap((words) => Object.keys(words as object)))
  expect(codes.toSorted()).toEqual(errorCodes.toSorted())
})

test.each([
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [422, 'BAD_REQUEST'],
  [500, 'INTERNAL_SERVER_ERROR'],
  [502, 'INTERNAL_SERVER_ERROR'],
])('an unlisted code of status %i gets the words of %s', (status, code) => {
  expect(wordsForError('SOMETHING_ELSE', status, 'th')).toBe(wordsForError(code, status, 'th'))
})

test('a code named like a property of every object is only unlisted', () => {
  for (const code of ['constructor', '__proto__', 'toString'])
    expect(wordsForError(code, 404, 'en')).toBe(wordsForError('NOT_FOUND', 404, 'en'))
})
