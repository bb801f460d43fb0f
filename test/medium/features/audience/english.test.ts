import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noticeVersion } from '../../../../src/features/audience/notice.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { agency, at, newUserId, type Office, openOffice, postbacksOf, textOf } from './office.ts'

const templates = loadTemplates('flex-templates')
const unitName = 'กองพัฒนาระบบบริหาร'
const card = { title: 'ปฏิเสธของขวัญอย่างสุภาพ', do: 'ปฏิเสธ', dont: 'รับกระเช้า' }
const budget = templates.sampleOf('budget-summary') as { title: string }
const question = {
  text: 'มีผู้มอบกระเช้า ควรทำอย่างไร',
  options: ['ปฏิเสธ', 'รับไว้', 'แบ่งกัน'],
  explanation: 'หน่วยงานงดรับของขวัญทุกชนิด',
}
const poll = 'แบบสำรวจเรื่องการยืม'

let office: Office
let unitId: string
beforeAll(async () => {
  office = await openOffice()
  unitId = (await office.makeUnit(unitName)).id
  const approved = { state: 'approved' as const, approvedAt: at() }
  await office.prisma.content.createMany({
    data: [
      { title: card.title, template: 'dos-donts', data: card, ...approved },
      { title: 'สรุปงบประมาณ', template: 'budget-summary', data: budget as object, ...approved },
    ],
  })
  await office.prisma.quizQuestion.create({
    data: { code: 'q1', ...question, rightOption: 0, itaItems: [], state: 'approved' },
  })
  office.open.polls = [{ title: poll, levelLabel: { th: 'ลับ', en: 'Confidential' }, opens: { postback: 'x' } }]
  office.open.feedback = { url: 'http://localhost:3000/feedback', isAnonymous: true }
})
beforeEach(() => {
  office.clock.time = at(3600)
})
afterAll(() => office.close())

// Proper names, the name of the other language, and what the office has written itself.
const thaiByRight = [agency, unitName, card.title, 'สรุปงบประมาณ', poll, 'ภาษาไทย', question.text, question.explanation]

/** A card of the library goes out as its author wrote it. */
const isContent = (message: OutgoingMessage) =>
  message.type === 'flex' &&
  (message.altText.includes(`ไม่ควรทำ: ${card.dont}`) || message.altText.includes('งบประมาณ พ.ศ.'))

/** The words in Thai of what the bot says by itself. */
function thaiIn(messages: OutgoingMessage[]): string[] {
  const own = JSON.stringify(messages.filter((message) => !isContent(message)))
  const left = [...thaiByRight, ...question.options].reduce((text, name) => text.replaceAll(name, ''), own)
  return left.match(/[\u0e00-\u0e7f]+/g) ?? []
}

const typed = [
  'menu',
  'help',
  'settings',
  'my data',
  'quiz',
  'privacy notice',
  'choose my unit',
  'gift',
  'zzzzqqqq',
  'SJ-2345-ABCD',
  'erase my data',
  'I think that '.repeat(40),
]
// Taken one by one below: what they say depends on when they are tapped, or they change the language back.
const apart = /^(set-language\?to=th|notice\?language=th(&next=quiz)?|erase-confirm|x$)/

/** Types every word and taps every button that any answer shows, as long as there are new ones; gives what was said in Thai. */
async function walk(userId: string) {
  const thai: Record<string, string[]> = {}
  const note = (what: string, messages: OutgoingMessage[]) => {
    const found = thaiIn(messages)
    if (found.length > 0) thai[what] = found
    return postbacksOf(messages).filter((data) => !apart.test(data))
  }
  const seen = new Set<string>()
  const left: string[] = []
  for (const text of typed) left.push(...note(text, await office.text(userId as never, text)))
  for (let data = left.pop(); data !== undefined; data = left.pop()) {
    if (seen.has(data)) continue
    seen.add(data)
    left.push(...note(data, await office.tap(userId as never, data)))
  }
  return { thai, seen: [...seen] }
}

describe('somebody who reads English', () => {
  test.each([
    ['is registered', { state: 'registered' as const }],
    ['waits to be confirmed', { state: 'pending' as const }],
    ['has read no notice', { state: 'guest' as const, noticeVersion: null }],
  ])('and %s is spoken to in English, whatever they type or tap', async (_who, person) => {
    const { id, lineUserId } = await office.makePerson({ ...person, unitId })
    await office.prisma.staff.update({ where: { id }, data: { language: 'en' } })
    const { thai, seen } = await walk(lineUserId)
    expect(thai).toEqual({})
    expect(seen.length).toBeGreaterThan(15)
    const late = await office.tap(lineUserId as never, 'erase-confirm?at=1')
    const done = await office.tap(lineUserId as never, `erase-confirm?at=${at().getTime()}`)
    expect([late, done].flatMap(thaiIn)).toEqual([])
    expect(textOf(done)).toContain('Your data has been erased')
  })

  test('and is new finds the notice in English by its button, and is spoken to in English once they have read it', async () => {
    const userId = newUserId()
    const welcome = await office.from(userId, { type: 'follow', isUnblocked: false, happenedAt: at() })
    expect(textOf(welcome)).toContain('"text":"English"')
    const english = await office.tap(userId, 'notice?language=en')
    expect(thaiIn(english)).toEqual([])
    expect(textOf(english)).toContain('/privacy?lang=en')
    expect(await office.person(userId)).toMatchObject({ language: null })
    const changes = office.open.languageChanges
    const next = await office.tap(userId, `notice-ack?version=${noticeVersion}&language=en`)
    expect(thaiIn(next)).toEqual([])
    expect(await office.person(userId)).toMatchObject({ language: 'en', noticeVersion })
    expect(office.open.languageChanges).toBe(changes + 1)
  })

  test('and is staff already is led on in English from the tap on its notice', async () => {
    const { lineUserId } = await office.makePerson({ state: 'registered', noticeVersion: null, unitId })
    const next = await office.tap(lineUserId as never, `notice-ack?version=${noticeVersion}&language=en`)
    expect(thaiIn(next)).toEqual([])
    expect(postbacksOf(next)).toEqual(['menu', 'settings'])
  })

  test('keeps their language when they tap the notice of an older release, which names none', async () => {
    const { id, lineUserId } = await office.makePerson({ noticeVersion: null })
    await office.prisma.staff.update({ where: { id }, data: { language: 'en' } })
    await office.tap(lineUserId as never, `notice-ack?version=${noticeVersion}`)
    expect(await office.person(lineUserId)).toMatchObject({ language: 'en', noticeVersion })
  })
})

test('the menu of somebody who is erased goes with them, where it was not the one of everybody', async () => {
  const [thai, english] = [await office.makePerson(), await office.makePerson()]
  await office.prisma.staff.update({ where: { id: english.id }, data: { language: 'en', menuLanguage: 'en' } })
  for (const { lineUserId } of [thai, english])
    await office.tap(lineUserId as never, `erase-confirm?at=${at().getTime()}`)
  expect(office.open.menusForgotten).toEqual([english.lineUserId])
})
