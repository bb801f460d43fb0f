import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import { at, newUserId, type Office, openOffice, postbacksOf, textOf } from '../audience/office.ts'

const templates = loadTemplates('flex-templates')
const menu = [
  'topic?name=today',
  'topic?name=dosDonts',
  'topic?name=budget',
  'topic?name=ita',
  'topic?name=polls',
  'topic?name=feedback',
  'quiz',
  'settings',
]

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(async () => {
  office.clock.time = at(3600)
  office.open.polls = []
  office.open.feedback = undefined
  office.open.nextPollAt = undefined
  await office.prisma.content.deleteMany()
})
afterAll(() => office.close())

type Card = { title: string; do?: string; dont?: string; state?: 'draft' | 'approved' | 'retired'; code?: string }

const makeCard = ({ title, do: toDo = 'ทำให้ถูกต้อง', dont = 'ละเลย', state = 'approved', code }: Card) =>
  office.prisma.content.create({
    data: {
      title,
      template: 'dos-donts',
      data: { title, do: toDo, dont },
      state,
      approvedAt: at(),
      ...(code && { code }),
    },
  })

const makeBudget = () =>
  office.prisma.content.create({
    data: {
      title: 'การใช้จ่ายงบประมาณ ไตรมาสที่ 3',
      template: 'budget-summary',
      data: templates.sampleOf('budget-summary') as object,
      state: 'approved',
    },
  })

const deck = async () => {
  await makeCard({ title: 'ปฏิเสธของขวัญอย่างสุภาพ', dont: 'รับกระเช้าหรือบัตรของขวัญ' })
  await makeCard({ title: 'ยืมและคืนผ่าน Smart OPDC', do: 'ยืมครุภัณฑ์ผ่าน Smart OPDC' })
  await makeCard({ title: 'แจ้งโอกาสอบรมและทุนให้ทุกคนทราบ' })
}

describe('typed text', () => {
  test.each([
    ['ของขวัญ', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['ขอทราบเรื่องของขวัญครับ', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['GIFT', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['กระเช้า', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['ยืมคอม', 'ยืมและคืนผ่าน Smart OPDC'],
    ['borrow', 'ยืมและคืนผ่าน Smart OPDC'],
    ['อบรม', 'แจ้งโอกาสอบรมและทุนให้ทุกคนทราบ'],
    ['scholarship', 'แจ้งโอกาสอบรมและทุนให้ทุกคนทราบ'],
  ])('“%s” finds the card “%s”', async (typed, title) => {
    await deck()
    const reply = await office.text(newUserId(), typed)
    expect(reply).toHaveLength(2)
    expect(textOf(reply.slice(0, 1))).toContain(title)
    expect(postbacksOf(reply)).toContain('menu')
  })

  test('shows the card about it whole, though another has the very words in its text', async () => {
    await makeCard({ title: 'แบบประเมินตน', do: 'ส่งรายงานของขวัญทุกเดือน' })
    await makeCard({ title: 'รายงานการรับของขวัญ' })
    const [whole, panel] = (await office.text(newUserId(), 'รายงานของขวัญ')).map((one) => textOf([one]))
    expect(whole).toContain('รายงานการรับของขวัญ')
    expect(whole).not.toContain('แบบประเมินตน')
    expect(panel).toContain('แบบประเมินตน')
  })

  test('shows a card with its picture, from the minute it is drawn', async () => {
    await makeCard({ title: 'ของขวัญกับภาพ' })
    const ask = async () => textOf(await office.text(newUserId(), 'ของขวัญ'))
    expect(await ask()).not.toContain('"type":"image"')
    office.open.heroes.set('ของขวัญกับภาพ', 'http://localhost:3000/media/a.png')
    office.clock.time = at(3661)
    expect(await ask()).toContain('"url":"http://localhost:3000/media/a.png"')
    office.open.heroes.clear()
  })

  test('finds approved cards alone', async () => {
    await makeCard({ title: 'ของขวัญฉบับร่าง', state: 'draft' })
    await makeCard({ title: 'ของขวัญเลิกใช้', state: 'retired' })
    expect(textOf(await office.text(newUserId(), 'ของขวัญ'))).toContain('ไม่พบเรื่องที่ค้นหา')
  })

  test('finds a card from the moment it is approved and not after it is withdrawn', async () => {
    const card = await makeCard({ title: 'ปฏิเสธของขวัญ', state: 'draft' })
    const ask = async () => textOf(await office.text(newUserId(), 'ของขวัญ'))
    expect(await ask()).not.toContain('ปฏิเสธของขวัญ')
    await office.prisma.content.update({ where: { id: card.id }, data: { state: 'approved' } })
    expect(await ask()).toContain('ปฏิเสธของขวัญ')
    await office.prisma.content.update({ where: { id: card.id }, data: { state: 'retired' } })
    expect(await ask()).not.toContain('ปฏิเสธของขวัญ')
  })

  test('misspelt gets “ไม่พบเรื่องที่ค้นหา” and the nearest as buttons that open them', async () => {
    await deck()
    const userId = newUserId()
    const reply = await office.text(userId, 'ของขัวญ')
    expect(textOf(reply)).toContain('ไม่พบเรื่องที่ค้นหา')
    const [nearest] = postbacksOf(reply)
    expect(textOf(await office.tap(userId, nearest!))).toContain('ปฏิเสธของขวัญอย่างสุภาพ')
  })

  test('several hits are one message to swipe through, the others buttons', async () => {
    for (let n = 1; n <= 6; n += 1) await makeCard({ title: `ของขวัญแบบที่ ${n}` })
    const reply = await office.text(newUserId(), 'ของขวัญ')
    expect(reply).toHaveLength(2)
    expect(reply[0]).toMatchObject({ type: 'flex', contents: { type: 'carousel' } })
    expect(postbacksOf(reply).filter((data) => data.startsWith('card?'))).toHaveLength(3)
  })

  describe('with more hits than one answer holds', () => {
    const moreOf = (data: string[]) => data.filter((one) => one.startsWith('search?'))

    test('leads on until each of them can be opened, once', async () => {
      const ids: string[] = []
      for (let n = 1; n <= 17; n += 1) ids.push((await makeCard({ title: `ของขวัญแบบที่ ${n}` })).id)
      const userId = newUserId()
      const first = await office.text(userId, 'ขอทราบเรื่องของขวัญครับ')
      expect(textOf(first)).toContain('แสดง 3 เรื่องแรก')
      const [toSecond, ...others] = moreOf(postbacksOf(first))
      expect(others).toEqual([])
      const second = await office.tap(userId, toSecond!)
      expect(second).toHaveLength(1)
      expect(textOf(second)).toContain('เรื่องที่ 10–15 จาก 17 เรื่อง')
      const third = await office.tap(userId, moreOf(postbacksOf(second))[0]!)
      expect(textOf(third)).toContain('เรื่องที่ 16–17 จาก 17 เรื่อง')
      expect(moreOf(postbacksOf(third))).toEqual([])
      const buttons = [first, second, third].flatMap(postbacksOf).filter((data) => data.startsWith('card?id='))
      expect(buttons).toHaveLength(14)
      expect(new Set(buttons).size).toBe(14)
      for (const data of buttons) expect(ids).toContain(data.slice('card?id='.length))
    })

    test('has no such button where the words are too long for one, and says to type fewer', async () => {
      for (let n = 1; n <= 12; n += 1) await makeCard({ title: `ของขวัญแบบที่ ${n}` })
      const ask = async (typed: string) => office.text(newUserId(), typed)
      expect(moreOf(postbacksOf(await ask('ของขวัญ'.repeat(8))))).toHaveLength(1)
      const reply = await ask('ของขวัญ'.repeat(20))
      expect(textOf(reply)).toContain('หรือพิมพ์คำที่เจาะจงขึ้น')
      expect(moreOf(postbacksOf(reply))).toEqual([])
    })

    test('a button that was tampered with finds what a typed word would, and nothing hidden', async () => {
      await makeBudget()
      const budget = `search?page=0&words=${Buffer.from('ไตรมาสที่ 3').toString('base64url')}`
      expect(textOf(await office.tap(newUserId(), budget))).not.toContain('ล้านบาท')
      for (let n = 1; n <= 12; n += 1) await makeCard({ title: `ของขวัญแบบที่ ${n}` })
      const words = Buffer.from('ของขวัญ').toString('base64url')
      for (const page of ['2', '-1', '0.5', 'x', '1e99'])
        expect(textOf(await office.tap(newUserId(), `search?page=${page}&words=${words}`))).toContain('แสดง 3 เรื่องแรก')
      for (const data of ['search', 'search?page=1', 'search?words=%%%', `search?words=${'_w'.repeat(120)}`])
        expect(textOf(await office.tap(newUserId(), data))).toContain('ไม่พบเรื่องที่ค้นหา')
    })
  })

  test('a card that only mentions the word is a button behind those about it', async () => {
    await makeCard({ title: 'ใช้รถราชการเพื่องานราชการ', do: 'ยืมรถไปอบรมได้เมื่ออนุญาตแล้ว' })
    await makeCard({ title: 'แจ้งโอกาสอบรมและทุนให้ทุกคนทราบ' })
    const [shown, panel] = await office.text(newUserId(), 'อบรม')
    expect(textOf([shown!])).not.toContain('ใช้รถราชการ')
    expect(textOf([panel!])).toContain('พบ 2 เรื่อง')
    expect(postbacksOf([panel!]).filter((data) => data.startsWith('card?'))).toHaveLength(1)
  })

  test.each(['เมนู', 'menu', 'สวัสดี', 'SJ', 'ขอบคุณค่ะ', '???'])(
    '“%s” gets the menu, and nothing of it is remembered',
    async (typed) => {
      const userId = newUserId()
      expect(postbacksOf(await office.text(userId, typed))).toEqual(menu)
      expect(await office.person(userId)).toBeNull()
    },
  )

  test('a sticker gets the menu', async () => {
    const sticker = { type: 'message', messageId: '1', messageType: 'sticker', mentionsBot: false }
    expect(postbacksOf(await office.from(newUserId(), sticker))).toEqual(menu)
  })

  test('of more than 200 characters is told, in the very words, that this chat is not anonymous', async () => {
    const privacy = 'ข้อความในแชตนี้ส่งมาพร้อมบัญชี LINE ของท่าน จึงไม่ใช่ช่องทางแบบไม่ระบุตัวตน ระบบไม่เก็บข้อความนี้ไว้'
    const way = 'หากต้องการเสนอความเห็นโดยไม่ระบุตัวตน โปรดกดปุ่มด้านล่าง'
    const say = async () => office.text(newUserId(), 'ข้อ'.repeat(67))
    const reply = await say()
    // The whole sentence, whatever is open; where there is no such page, the next one says what the button leads to.
    expect(textOf(reply)).toContain(`${privacy} ${way} ขณะนี้ยังไม่มีหน้าเสนอความเห็น`)
    expect(postbacksOf(reply)).toEqual(['topic?name=polls', 'menu'])
    office.open.feedback = { url: 'http://127.0.0.1:3001/', isAnonymous: true }
    expect(textOf(await say())).toContain(`${privacy} ${way}`)
    expect(textOf(await say())).toContain('"uri":"http://127.0.0.1:3001/"')
    // Until the proofs are recorded a ballot is confidential, and called nothing more.
    office.open.feedback = { url: 'http://127.0.0.1:3001/', isAnonymous: false }
    expect(textOf(await say())).toContain(`${privacy} ${way} หน้าที่เปิดอยู่ขณะนี้รับความเห็นเป็นความลับ แต่ยังไม่ใช่แบบไม่ระบุตัวตน`)
    expect(textOf(await say())).toContain('เสนอความเห็นเป็นความลับ')
    expect(textOf(await office.text(newUserId(), 'ก'.repeat(200)))).not.toContain('ระบบไม่เก็บข้อความนี้ไว้')
  })

  test('hostile text is looked for as text', async () => {
    await deck()
    for (const typed of ['$eval', '\u0000', '\u200b\u200b', '%_%', '(((', '"}]', '\ud800', '𝕏'.repeat(90)]) {
      expect(await office.text(newUserId(), typed)).not.toEqual([])
    }
  })
})

describe('the menu', () => {
  test('each of its buttons answers with something that leads on', async () => {
    const { lineUserId } = await office.makePerson({ state: 'registered' })
    for (const data of menu) {
      const reply = await office.tap(lineUserId as never, data)
      expect(postbacksOf(reply), data).not.toEqual([])
    }
  })

  test('เรื่องวันนี้ is the same all day and the next card the day after', async () => {
    for (const n of [1, 2, 3]) await makeCard({ title: `การ์ดใบที่ ${n}`, code: `card-${n}` })
    const today = async () => textOf((await office.text(newUserId(), 'เรื่องวันนี้')).slice(0, 1))
    const first = await today()
    expect(first).toMatch(/การ์ดใบที่ [123]/)
    office.clock.time = at(3600 * 9)
    expect(await today()).toBe(first)
    office.clock.time = at(3600 * 24)
    expect(await today()).not.toBe(first)
  })

  test('เรื่องวันนี้ is what a mention in a group gets, also beside cards for festivals', async () => {
    const data = { title: 'ปีใหม่', text: 'อวยพรแทนของขวัญ' }
    const festival = { title: 'ปีใหม่', template: 'no-gift', data, state: 'approved', approvedAt: at(), code: 'a-first' }
    await office.prisma.content.create({ data: festival as never })
    for (const n of [1, 2, 3]) await makeCard({ title: `การ์ดใบที่ ${n}`, code: `card-${n}` })
    for (const day of [0, 1, 2, 3]) {
      office.clock.time = at(3600 * 24 * day)
      const said = textOf((await office.text(newUserId(), 'เรื่องวันนี้')).slice(0, 1))
      const inGroup = JSON.stringify(await office.content.findTodaysCard(office.prisma))
      expect(inGroup).toContain(/การ์ดใบที่ [123]/.exec(said)?.[0])
    }
  })

  test('Dos & Don’ts is leafed through to its end', async () => {
    for (let n = 1; n <= 7; n += 1) await makeCard({ title: `การ์ดใบที่ ${n}` })
    const userId = newUserId()
    const first = await office.tap(userId, 'topic?name=dosDonts')
    expect(postbacksOf(first)).toEqual(['topic?name=dosDonts&page=1', 'menu'])
    const second = await office.tap(userId, 'topic?name=dosDonts&page=1')
    expect(textOf(second)).toContain('6–7 จาก 7')
    expect(postbacksOf(second)).toEqual(['menu'])
  })

  test('ITA is the result as a whole, and every indicator by its number', async () => {
    const make = (template: 'ita-summary' | 'ita-indicator', more = {}) =>
      office.prisma.content.create({
        data: {
          title: `ตัวชี้วัดที่ ${'no' in more ? more.no : 0}`,
          template,
          data: { ...(templates.sampleOf(template) as object), ...more },
          state: 'approved',
          approvedAt: at(),
        },
      })
    for (const no of [3, 1, 2, 5, 7, 6, 4, 8]) await make('ita-indicator', { no })
    await make('ita-summary')
    const { lineUserId } = await office.makePerson({ state: 'registered' })
    const numbersOf = (reply: unknown[]) =>
      [...textOf(reply as never).matchAll(/"label":"ตัวชี้วัดที่ (\d)"/g)].map(([, no]) => Number(no))
    const first = await office.text(lineUserId as never, 'ITA')
    expect(textOf(first.slice(0, 1))).toContain('90.47')
    expect(numbersOf(first)).toEqual([1, 2, 3, 4, 5, 6])
    const second = await office.tap(lineUserId as never, 'topic?name=ita&page=1')
    expect(numbersOf(second)).toEqual([7, 8])
    expect(textOf(second)).not.toContain('90.47')
  })

  test('polls lead to the page that asks, on a phone and in LINE for PC alike', async () => {
    const level = { th: 'เป็นความลับ (ตอบในหน้าเว็บ)', en: 'Confidential (answered on a page)' }
    office.open.polls = [
      { title: 'ความเป็นธรรมในหน่วยงาน', levelLabel: level, opens: { url: 'http://localhost:3000/liff/p' } },
      { title: 'การสื่อสารเรื่องงบประมาณ', levelLabel: level, opens: { postback: 'poll-ask?poll=p&question=0' } },
    ]
    const [card] = await office.text(newUserId(), 'แบบสำรวจ')
    expect(textOf([card!])).toContain('ความเป็นธรรมในหน่วยงาน: เป็นความลับ (ตอบในหน้าเว็บ)')
    expect(postbacksOf([card!])).toContain('poll-ask?poll=p&question=0')
    expect(textOf([card!])).toContain('"uri":"http://localhost:3000/liff/p"')
    expect(textOf([card!])).toContain('"altUri":{"desktop":"http://localhost:3000/liff/p"}')
  })
})

describe('polls, where none is open', () => {
  test('say when the next one opens, once that is known', async () => {
    const none = textOf(await office.text(newUserId(), 'แบบสำรวจ'))
    expect(none).toContain('ขณะนี้ไม่มีแบบสำรวจที่เปิดรับคำตอบ')
    expect(none).not.toContain('เปิดครั้งถัดไป')
    office.open.nextPollAt = new Date('2026-12-01T02:00:00Z')
    expect(textOf(await office.text(newUserId(), 'แบบสำรวจ'))).toContain('เปิดครั้งถัดไป 1 ธ.ค. 2569')
  })
})

describe('budget cards', () => {
  test.each([['guest' as const], ['pending' as const]])('are not shown to a person who is %s', async (state) => {
    await makeBudget()
    const { lineUserId } = await office.makePerson({ state })
    for (const typed of ['งบประมาณ', 'งบ', 'ไตรมาสที่ 3', 'การใช้จ่าย']) {
      expect(textOf(await office.text(lineUserId as never, typed)), typed).not.toContain('ล้านบาท')
    }
    expect(postbacksOf(await office.text(lineUserId as never, 'งบประมาณ'))).toEqual(['unit-list', 'menu'])
  })

  test('cannot be opened by a stranger who knows the button', async () => {
    const { id } = await makeBudget()
    expect(textOf(await office.tap(newUserId(), `card?id=${id}`))).not.toContain('ล้านบาท')
  })

  test('are shown to registered staff', async () => {
    await makeBudget()
    const { lineUserId } = await office.makePerson({ state: 'registered' })
    for (const typed of ['งบประมาณ', 'ไตรมาสที่ 3']) {
      expect(textOf(await office.text(lineUserId as never, typed)), typed).toContain('ล้านบาท')
    }
  })

  test('come with where the office has its budget looked up, and a button where there is a page', async () => {
    await makeBudget()
    const { lineUserId } = await office.makePerson({ state: 'registered' })
    const before = textOf(await office.text(lineUserId as never, 'งบประมาณ'))
    expect(before).toContain(office.open.lookup.th)
    expect(before).not.toContain('ดูรายละเอียดงบประมาณ')
    office.open.lookup = { ...office.open.lookup, url: 'https://budget.example.go.th/' }
    const after = textOf(await office.text(lineUserId as never, 'งบประมาณ'))
    expect(after).toContain('ดูรายละเอียดงบประมาณ')
    expect(after).toContain('"altUri":{"desktop":"https://budget.example.go.th/"}')
  })
})

describe('in a group', () => {
  test('a word, an item of the menu or a sticker gets no answer without a mention', async () => {
    await deck()
    const { lineGroupId } = await office.makeGroup()
    const source = { kind: 'group', groupId: lineGroupId, userId: newUserId() }
    for (const text of ['ของขวัญ', 'เมนู', 'quiz']) {
      const event = { source, type: 'message', messageId: '1', messageType: 'text', text, mentionsBot: false }
      expect(await office.inGroup(lineGroupId as never, event)).toEqual([])
    }
    for (const data of [...menu, 'menu', 'help'])
      expect(await office.inGroup(lineGroupId as never, { source, type: 'postback', data, params: {} })).toEqual([])
  })
})

test('a person who reads English is answered in English', async () => {
  const { lineUserId } = await office.makePerson()
  await office.tap(lineUserId as never, 'set-language?to=en')
  expect(textOf(await office.text(lineUserId as never, 'menu'))).toContain('Choose a topic')
  await office.tap(lineUserId as never, 'set-language?to=th')
  expect(textOf(await office.text(lineUserId as never, 'menu'))).toContain('โปรดเลือกเรื่อง')
})
