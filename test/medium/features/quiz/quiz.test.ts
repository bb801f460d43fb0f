import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listTitles as listCardTitles } from '../../../../src/features/content/repo.ts'
import { checkRules } from '../../../../src/features/content/service.ts'
import { createQuestionService } from '../../../../src/features/quiz/question-service.ts'
import { at, newUserId, type Office, openOffice, postbacksOf, textOf } from '../audience/office.ts'

const weekSeconds = 7 * 86_400

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(async () => {
  office.clock.time = at(3600)
  await office.prisma.quizQuestion.deleteMany()
  await office.prisma.quizWeek.deleteMany()
  await office.prisma.quizAwareness.deleteMany()
  for (const no of [1, 2, 3, 4, 5, 6]) await makeQuestion(`quiz-0${no}`)
})
afterAll(() => office.close())

const makeQuestion = (code: string, state: 'draft' | 'approved' = 'approved') =>
  office.prisma.quizQuestion.create({
    data: {
      code,
      cardCode: code.replace('quiz', 'dos-donts'),
      text: `คำถาม ${code}`,
      options: ['ตัวเลือกแรก', 'ตัวเลือกกลาง', 'ตัวเลือกท้าย'],
      rightOption: 1,
      explanation: `คำอธิบายของ ${code}`,
      itaItems: ['2564/i5'],
      state,
    },
  })

const ask = (userId: string) => office.tap(userId as never, 'quiz')
const pick = (userId: string, code: string, option: number) =>
  office.tap(userId as never, `quiz-pick?q=${code}&o=${option}`)
const questionIn = (data: string[]) => /q=([a-z0-9-]+)/.exec(data[0] ?? '')?.[1]
const reviews = (staffId: string) => office.prisma.quizReview.findMany({ where: { staffId } })

async function askedOf(userId: string): Promise<string | undefined> {
  return questionIn(postbacksOf(await ask(userId)).filter((data) => data.startsWith('quiz-pick')))
}

/** Answers all that is asked this week, right or wrong; gives the codes in their order. */
async function finish(userId: string, option = 1): Promise<string[]> {
  const codes: string[] = []
  for (let code = await askedOf(userId); code && codes.length < 20; code = await askedOf(userId)) {
    await pick(userId, code, option)
    codes.push(code)
  }
  return codes
}

describe('the questions of a week', () => {
  test('are three, the same for everybody, and explained at once', async () => {
    const [one, two] = [await office.makePerson(), await office.makePerson()]
    expect(textOf(await ask(one.lineUserId))).not.toContain('"style":"primary"') // no answer stands out
    const code = await askedOf(one.lineUserId)
    const right = await pick(one.lineUserId, code!, 1)
    expect(textOf(right)).toContain('ถูกต้อง')
    expect(textOf(right)).toContain(`คำอธิบายของ ${code}`)
    expect(postbacksOf(right)).toEqual(['quiz', `card?id=${code!.replace('quiz', 'dos-donts')}`, 'menu'])
    const codes = [code!, ...(await finish(one.lineUserId))]
    expect(codes).toHaveLength(3)
    expect(await finish(two.lineUserId)).toEqual(codes)
    expect(textOf(await ask(one.lineUserId))).toContain('ตอบครบแล้ว')
  })

  test('are others the week after, until the whole deck was asked', async () => {
    const { lineUserId } = await office.makePerson()
    const first = await finish(lineUserId)
    office.clock.time = at(weekSeconds)
    const second = await finish(lineUserId)
    expect([...first, ...second].toSorted()).toEqual(['quiz-01', 'quiz-02', 'quiz-03', 'quiz-04', 'quiz-05', 'quiz-06'])
  })

  test('hold none that nobody has approved, and pass over one that was retired meanwhile', async () => {
    await office.prisma.quizQuestion.updateMany({ where: { code: { not: 'quiz-01' } }, data: { state: 'draft' } })
    const { lineUserId } = await office.makePerson()
    expect(await askedOf(lineUserId)).toBe('quiz-01')
    await office.prisma.quizQuestion.update({ where: { code: 'quiz-01' }, data: { state: 'retired' } })
    expect(await askedOf(lineUserId)).toBeUndefined()
    expect(textOf(await pick(lineUserId, 'quiz-01', 1))).toContain('ปิดแล้ว')
  })

  test('are not asked of somebody who has not read the notice, of whom nothing is kept', async () => {
    const userId = newUserId()
    expect(postbacksOf(await ask(userId))).toEqual(['notice?next=quiz', 'menu'])
    expect(postbacksOf(await pick(userId, 'quiz-01', 1))).toEqual(['notice?next=quiz', 'menu'])
    expect(await office.prisma.quizReview.count()).toBe(await office.prisma.quizReview.count({ where: { staff: {} } }))
    expect(await office.person(userId)).toBeNull()
  })
})

describe('the notice that the quiz asked for', () => {
  const onFrom = async (userId: string) => {
    const notice = postbacksOf(await ask(userId))[0]!
    return postbacksOf(await office.tap(userId as never, notice)) // acknowledged, and in the other language
  }

  test('leads back to the quiz once it is read, with the units a tap away', async () => {
    const userId = newUserId()
    const [read] = await onFrom(userId)
    const noted = await office.tap(userId, read!)
    expect(textOf(noted)).toContain('บันทึกการรับทราบแล้ว')
    expect(postbacksOf(noted)).toEqual(['quiz', 'unit-list', 'menu'])
    expect(textOf(await office.tap(userId, 'quiz'))).toContain('ข้อ 1 จาก 3')
  })

  test('does so in English too, for somebody who turned to it on the notice', async () => {
    const userId = newUserId()
    const [, english] = await onFrom(userId)
    const [read] = postbacksOf(await office.tap(userId, english!))
    const noted = await office.tap(userId, read!)
    expect(textOf(noted)).toContain('Knowledge quiz')
    expect(postbacksOf(noted)).toEqual(['quiz', 'unit-list', 'menu'])
  })

  test('does so when it is a new one that staff has not read, or the card is of an older notice', async () => {
    const unit = await office.makeUnit()
    const { lineUserId } = await office.makePerson({ state: 'registered', unitId: unit.id, noticeVersion: 'old' })
    const [read] = await onFrom(lineUserId)
    const old = read!.replace(/version=[^&]+/, 'version=2020-01-01')
    expect(postbacksOf(await office.tap(lineUserId as never, old))[0]).toBe(read)
    expect(postbacksOf(await office.tap(lineUserId as never, read!))).toEqual(['quiz', 'menu'])
  })

  test('leads nowhere else, whatever its button names', async () => {
    await office.makeUnit()
    const read = postbacksOf(await office.tap(newUserId(), 'notice?next=erase-ask'))[0]!
    expect(read).not.toContain('next')
    expect(postbacksOf(await office.tap(newUserId(), `${read}&next=erase-ask`))).not.toContain('erase-ask')
  })
})

describe('a question that is written anew within its week', () => {
  test('is asked as it is now when a button of the former card is tapped, and counts nothing until then', async () => {
    const { lineUserId, id } = await office.makePerson()
    const code = (await askedOf(lineUserId))!
    const change = { options: ['ตัวเลือกกลาง', 'ตัวเลือกแรก', 'ตัวเลือกท้าย'], rightOption: 0, version: 2 }
    await office.prisma.quizQuestion.update({ where: { code }, data: change })
    const answer = await pick(lineUserId, code, 1)
    expect(textOf(answer)).toContain('ก. ตัวเลือกกลาง')
    expect(await reviews(id)).toEqual([])
    const [button] = postbacksOf(answer)
    expect(textOf(await office.tap(lineUserId as never, button as string))).toContain('ถูกต้อง')
    expect(await reviews(id)).toHaveLength(1)
  })

  test('costs nobody their streak while nobody has approved it', async () => {
    const { lineUserId, id } = await office.makePerson()
    const code = (await askedOf(lineUserId))!
    await office.prisma.quizQuestion.update({ where: { code }, data: { state: 'draft', version: 2 } })
    expect(await finish(lineUserId)).toHaveLength(2)
    expect(await office.prisma.quizStreak.findMany({ where: { staffId: id } })).toMatchObject([{ weeks: 1 }])
  })
})

describe('a week whose last open question is withdrawn', () => {
  const streaks = (staffId: string) => office.prisma.quizStreak.findMany({ where: { staffId } })
  const move = (code: string, state: 'draft' | 'retired' | 'approved') =>
    office.prisma.quizQuestion.update({ where: { code }, data: { state } })

  /** Answers all but one of the week's questions; gives the one. */
  async function answerTwo(userId: string): Promise<string> {
    for (const _ of [1, 2]) await pick(userId, (await askedOf(userId))!, 1)
    return (await askedOf(userId))!
  }

  test('counts once for those who have answered the others, also when it is asked again after all', async () => {
    const { lineUserId, id } = await office.makePerson()
    await finish(lineUserId)
    office.clock.time = at(weekSeconds)
    const open = await answerTwo(lineUserId)
    await move(open, 'draft')
    expect(textOf(await ask(lineUserId))).toContain('ต่อเนื่อง 2 สัปดาห์')
    await ask(lineUserId)
    await move(open, 'approved')
    expect(await finish(lineUserId)).toEqual([open])
    expect(await streaks(id)).toMatchObject([{ weeks: 2 }])
    office.clock.time = at(2 * weekSeconds)
    await finish(lineUserId)
    expect(await streaks(id)).toMatchObject([{ weeks: 3 }])
  })

  test('counts when they tap the card that still asks it', async () => {
    const { lineUserId, id } = await office.makePerson()
    const open = await answerTwo(lineUserId)
    await move(open, 'retired')
    expect(textOf(await pick(lineUserId, open, 1))).toContain('ปิดแล้ว')
    expect(await streaks(id)).toMatchObject([{ weeks: 1 }])
  })

  test('counts when there is something left to repeat', async () => {
    const { lineUserId, id } = await office.makePerson()
    await finish(lineUserId, 0)
    office.clock.time = at(weekSeconds)
    const open = await answerTwo(lineUserId)
    await move(open, 'retired')
    expect(await askedOf(lineUserId)).toBeDefined()
    expect(await streaks(id)).toMatchObject([{ weeks: 2 }])
  })

  test('counts for nobody who has answered none', async () => {
    const { lineUserId, id } = await office.makePerson()
    await ask(lineUserId)
    await office.prisma.quizQuestion.updateMany({ data: { state: 'retired' } })
    await ask(lineUserId)
    expect(await streaks(id)).toEqual([])
  })
})

describe('what was missed', () => {
  test('comes back in a later week, after the questions of that week; what was known does not', async () => {
    const { lineUserId, id } = await office.makePerson()
    const missed = (await askedOf(lineUserId))!
    await pick(lineUserId, missed, 0)
    await finish(lineUserId)
    office.clock.time = at(weekSeconds)
    const asked = await finish(lineUserId)
    expect(asked).toHaveLength(4)
    expect(asked.at(-1)).toBe(missed)
    expect((await reviews(id)).find(({ questionCode }) => questionCode === missed)).toMatchObject({
      missCount: 1,
      reps: 2,
    })
  })

  test('a button tapped a second time explains again and changes nothing', async () => {
    const { lineUserId, id } = await office.makePerson()
    const code = (await askedOf(lineUserId))!
    await pick(lineUserId, code, 0)
    const before = await reviews(id)
    expect(textOf(await pick(lineUserId, code, 1))).toContain(`คำอธิบายของ ${code}`)
    expect(await reviews(id)).toEqual(before)
    expect(await office.prisma.quizAwareness.findMany()).toMatchObject([{ peopleCount: 1, rightCount: 0 }])
  })
})

test('a streak grows with each finished week and is told to the person alone', async () => {
  const { lineUserId } = await office.makePerson()
  await finish(lineUserId)
  office.clock.time = at(weekSeconds)
  await finish(lineUserId)
  expect(textOf(await ask(lineUserId))).toContain('ต่อเนื่อง 2 สัปดาห์')
  office.clock.time = at(3 * weekSeconds)
  await finish(lineUserId)
  expect(textOf(await ask(lineUserId))).not.toContain('ต่อเนื่อง')
})

describe('what the office sees', () => {
  const awareness = () =>
    createQuestionService({ audit: office.audit, clock: office.clock, checkRules, listCardTitles }).listAwareness(
      office.prisma,
    )

  test('is nothing of four people, and the average of five once their week is over', async () => {
    const people = []
    for (let n = 0; n < 5; n += 1) people.push(await office.makePerson())
    for (const { lineUserId } of people.slice(0, 4)) await finish(lineUserId)
    office.clock.time = at(weekSeconds)
    const [small] = await awareness()
    expect(small!.questions).toHaveLength(3)
    for (const cell of [...small!.questions, ...small!.items, ...small!.cards]) {
      expect(cell).toMatchObject({ people: null, percent: null, band: null })
    }
    office.clock.time = at(3600)
    await finish(people[4]!.lineUserId, 0)
    expect(await awareness()).toEqual([])
    office.clock.time = at(weekSeconds)
    const [week] = await awareness()
    expect(week!.questions[0]).toMatchObject({ people: 5, percent: 80, band: null })
    expect(week!.items).toEqual([{ item: '2564/i5', people: null, percent: 80, band: null }])
    expect(week!.cards).toHaveLength(3)
    expect(week!.cards[0]).toEqual({ code: 'dos-donts-01', title: 'dos-donts-01', people: 5, percent: 80, band: null })
  })

  test('never counts a person twice for a question of a week', async () => {
    const { lineUserId } = await office.makePerson()
    const code = (await askedOf(lineUserId))!
    for (const option of [0, 1, 2, 1]) await pick(lineUserId, code, option)
    expect(await office.prisma.quizAwareness.findMany()).toMatchObject([{ peopleCount: 1 }])
  })
})

test('the schedule and the streak go with the person; the counts stay', async () => {
  const { lineUserId, id } = await office.makePerson()
  await finish(lineUserId)
  expect(await reviews(id)).toHaveLength(3)
  const ask = postbacksOf(await office.tap(lineUserId as never, 'erase-ask', at()))
  await office.tap(lineUserId as never, ask.find((data) => data.startsWith('erase-confirm'))!, at(5))
  expect(await office.person(lineUserId)).toBeNull()
  expect(await reviews(id)).toEqual([])
  expect(await office.prisma.quizStreak.findMany({ where: { staffId: id } })).toEqual([])
  expect(await office.prisma.quizAwareness.count()).toBe(3)
})
