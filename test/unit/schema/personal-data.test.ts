import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const schema = readFileSync(join(import.meta.dirname, '../../../prisma/schema.prisma'), 'utf8')

type Column = { name: string; type: string }
type Model = { name: string; columns: Column[] }

/** Columns of each model; relations count too, since a relation from a person to an answer is the pair itself. */
function readModels(text: string): Model[] {
  return [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name, body]) => ({
    name: name!,
    columns: body!
      .split('\n')
      .map((line) => /^\s+(\w+)\s+(\w+)/.exec(line))
      .filter((match) => match !== null)
      .map(([, column, type]) => ({ name: column!, type: type! })),
  }))
}

// Everything kept about a person who follows the account. A column more needs a place in the privacy notice first.
const allowedOfStaff = [
  'id',
  'lineUserId',
  'displayName',
  'state',
  'unitId',
  'unit',
  'unitConfirmedAt',
  'tags',
  'noticeVersion',
  'noticeAt',
  'isDemo',
  'joinedAt',
  'unfollowedAt',
  'language',
  'menuLanguage',
  'isQuiet',
  'mutedSeries',
  'quizReviews',
  'quizStreak',
]

// Where an answer to a poll lives, by name of the model or the column.
const answerWords = /ballot|vote|voter|answer|choice|feedback|response|tally/i
// What tells who somebody is. `chatId` is a person's LINE id in a 1:1 chat.
const personWords =
  /^(lineUserId|userId|staffId|staff|personId|memberId|voterId|chatId|displayName|email|ipAddress|userAgent|device\w*)$/i
// Answers of the API to an officer's POST, kept for its Idempotency-Key: not answers of people to questions.
const otherAnswers = new Set(['IdempotencyKey.answer'])

function findPairs(models: Model[]): string[] {
  return models.flatMap(({ name, columns }) => {
    const people = columns.filter((column) => personWords.test(column.name) || column.type === 'Staff')
    const answers = columns.filter(
      (column) =>
        !otherAnswers.has(`${name}.${column.name}`) && (answerWords.test(column.name) || answerWords.test(column.type)),
    )
    if (people.length === 0 || (answers.length === 0 && !answerWords.test(name))) return []
    return people.map((column) => `${name}.${column.name}`)
  })
}

describe('the schema', () => {
  test('keeps of a person what the notice says and nothing else', () => {
    const staff = readModels(schema).find(({ name }) => name === 'Staff')!
    expect(staff.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['lineUserId', 'unfollowedAt']))
    expect(staff.columns.map(({ name }) => name).filter((name) => !allowedOfStaff.includes(name))).toEqual([])
  })

  test('has no row in which a person could stand beside an answer', () => {
    expect(readModels(schema).length).toBeGreaterThan(10)
    expect(findPairs(readModels(schema))).toEqual([])
  })

  test('knows a LINE user by the row of the person and of what was sent to them, nowhere else', () => {
    const holders = readModels(schema).flatMap(({ name, columns }) =>
      columns
        .filter((column) => /^(lineUserId|chatId|to)$/.test(column.name))
        .map((column) => `${name}.${column.name}`),
    )
    // An officer's own chat, linked by themselves, and the address of a message on its way to them.
    const ofOfficers = ['OfficerLine.lineUserId', 'OfficerMessage.to']
    // A withdrawal waits for the end of one plan, and is of whoever just left: it holds no sending and no answer.
    const ofSending = ['Recipient.chatId', 'Withdrawal.chatId', 'Delivery.to']
    expect(holders).toEqual([...ofOfficers, 'Staff.lineUserId', ...ofSending])
  })
})

describe('the check itself', () => {
  const planted = [
    'model PollAnswer {\n  id String @id\n  staffId String\n  option Int\n}',
    'model Participation {\n  pollId String\n  lineUserId String\n  choice Int\n}',
    'model Staff {\n  id String @id\n  votes Vote[]\n  displayName String\n}',
    'model Ballot {\n  id String @id\n  who Staff\n}',
    'model Feedback {\n  text String\n  ipAddress String?\n}',
  ]
  test.each(planted)('catches %j', (model) => {
    expect(findPairs(readModels(`${model}\n`))).not.toEqual([])
  })

  test('lets a nameless answer and a person without answers pass', () => {
    const models = 'model Ballot {\n  id String @id\n  box Bytes\n}\n\nmodel Staff {\n  lineUserId String\n}\n'
    expect(findPairs(readModels(models))).toEqual([])
  })
})
