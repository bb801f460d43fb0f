import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { at, newUserId, type Office, openOffice, postbacksOf, textOf } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(() => {
  office.clock.time = at(3600)
})
afterAll(() => office.close())

test('shows the settings as they are, with a button for each', async () => {
  const unit = await office.makeUnit('กองกลาง')
  const { lineUserId } = await office.makePerson({ state: 'registered', unitId: unit.id })
  for (const reply of [
    await office.text(lineUserId as never, 'ตั้งค่า'),
    await office.tap(lineUserId as never, 'settings'),
  ]) {
    expect(textOf(reply)).toContain('หน่วยงาน: กองกลาง')
    expect(postbacksOf(reply)).toEqual([
      'unit-list',
      'set-language?to=en',
      'set-quiet?to=on',
      'series',
      'my-data',
      'notice',
      'help',
      'menu',
    ])
  }
})

test('is led to by the words people type for what it holds, and takes a language at its name', async () => {
  const { lineUserId } = await office.makePerson({ state: 'registered' })
  const userId = lineUserId as never
  for (const typed of ['ภาษา', 'เลิกรับการ์ด', 'งดรับ', 'ยกเลิกการรับข่าวสารค่ะ', 'unsubscribe', 'Stop'])
    expect(postbacksOf(await office.text(userId, typed))).toContain('set-quiet?to=on')
  expect(textOf(await office.text(userId, 'English please'))).toContain('Language: English')
  expect(await office.person(lineUserId)).toMatchObject({ language: 'en' })
  expect(textOf(await office.text(userId, 'ภาษาไทย'))).toContain('ภาษา: ไทย')
  expect(await office.person(lineUserId)).toMatchObject({ language: 'th', isQuiet: false })
})

test('keeps no setting of somebody who has not read the notice, and shows it first', async () => {
  const userId = newUserId()
  for (const data of ['settings', 'set-language?to=en', 'set-quiet?to=on', 'set-series?name=ita&to=off']) {
    const said = textOf(await office.tap(userId, data))
    expect(said).toContain('/privacy')
    expect(said).toContain('โปรดอ่านประกาศความเป็นส่วนตัวและแตะ “รับทราบ” ก่อน')
  }
  expect(await office.person(userId)).toBeNull()
})

test('a new notice keeps nobody from stopping cards, but nothing else is kept before it is read', async () => {
  const { lineUserId } = await office.makePerson({ state: 'registered', noticeVersion: '2025-01-01' })
  const userId = lineUserId as never
  expect(postbacksOf(await office.tap(userId, 'settings'))).toContain('set-quiet?to=on')
  await office.tap(userId, 'set-quiet?to=on')
  await office.tap(userId, 'set-series?name=ita&to=off')
  expect(await office.person(lineUserId)).toMatchObject({ isQuiet: true, mutedSeries: ['ita'] })
  expect(await office.audience.findMember(office.prisma, lineUserId)).toBeUndefined()
})

test('a topic is stopped and taken up again by the same button', async () => {
  const { lineUserId } = await office.makePerson()
  const off = await office.tap(lineUserId as never, 'set-series?name=dos_donts&to=off')
  expect(await office.person(lineUserId)).toMatchObject({ mutedSeries: ['dos_donts'] })
  expect(postbacksOf(off)).toContain('set-series?name=dos_donts&to=on')
  await office.tap(lineUserId as never, 'set-series?name=dos_donts&to=off')
  expect(await office.person(lineUserId)).toMatchObject({ mutedSeries: ['dos_donts'] })
  await office.tap(lineUserId as never, 'set-series?name=dos_donts&to=on')
  expect(await office.person(lineUserId)).toMatchObject({ mutedSeries: [] })
  await office.tap(lineUserId as never, 'set-series?name=nonsense&to=off')
  expect(await office.person(lineUserId)).toMatchObject({ mutedSeries: [] })
})

describe('a series of cards', () => {
  const makeSeries = (name: string) =>
    office.prisma.series.create({ data: { name, kind: 'playlist', authorId: 'officer' } })
  beforeEach(() => {
    office.open.seriesUnderWay = []
  })

  test('that is sent now is stopped by its name, taken up again, and named in my data', async () => {
    const { id } = await makeSeries('ต้อนรับบุคลากรใหม่')
    office.open.seriesUnderWay = [id]
    const { lineUserId } = await office.makePerson()
    const userId = lineUserId as never
    const choice = await office.tap(userId, 'series')
    expect(textOf(choice)).toContain('• ต้อนรับบุคลากรใหม่: รับอยู่')
    expect(postbacksOf(choice)).toEqual([`set-series?name=${id}&to=off`, 'series?by=topic', 'settings'])
    const off = await office.tap(userId, `set-series?name=${id}&to=off`)
    expect(textOf(off)).toContain('• ต้อนรับบุคลากรใหม่: งดรับ')
    expect(await office.person(lineUserId)).toMatchObject({ mutedSeries: [id] })
    expect(textOf(await office.tap(userId, 'my-data'))).toContain('งดรับ: ต้อนรับบุคลากรใหม่')
    const [copy] = await office.tap(userId, 'my-data-copy')
    expect(JSON.parse((copy as { text: string }).text).settings.mutedSeries).toEqual([{ id, name: 'ต้อนรับบุคลากรใหม่' }])
    // It is sent no more: whoever stopped it can still take it up, and is not asked about others.
    office.open.seriesUnderWay = []
    expect(postbacksOf(await office.tap(userId, 'series'))).toContain(`set-series?name=${id}&to=on`)
    await office.tap(userId, `set-series?name=${id}&to=on`)
    expect(await office.person(lineUserId)).toMatchObject({ mutedSeries: [] })
  })

  test('that is not sent to anybody cannot be stopped', async () => {
    const { id } = await makeSeries('ฉบับร่าง')
    const { lineUserId } = await office.makePerson()
    await office.tap(lineUserId as never, `set-series?name=${id}&to=off`)
    expect(await office.person(lineUserId)).toMatchObject({ mutedSeries: [] })
  })

  const makeMany = async (count: number) => {
    const ids: string[] = []
    for (let no = 1; no <= count; no += 1) ids.push((await makeSeries(`ชุดการ์ดที่ ${no} ${'ยาวมาก'.repeat(30)}`)).id)
    office.open.seriesUnderWay = ids
    const userId = (await office.makePerson()).lineUserId as never
    return { ids, userId, taps: async (data: string) => postbacksOf(await office.tap(userId, data)) }
  }
  const off = (id: string | undefined) => `set-series?name=${id}&to=off`
  const on = (id: string | undefined) => `set-series?name=${id}&to=on`

  test('with a long name keeps its place: six and a way to the topics fit one card', async () => {
    const { ids, taps } = await makeMany(6)
    expect(await taps('series')).toEqual([...ids.map(off), 'series?by=topic', 'settings'])
  })

  test('is reached however many there are, card after card, and the first one again after the last', async () => {
    const { ids, taps } = await makeMany(8)
    expect(await taps('series')).toEqual([...ids.slice(0, 5).map(off), 'series?page=1', 'series?by=topic', 'settings'])
    expect(await taps('series?page=1')).toEqual([
      ...ids.slice(5).map(off),
      'series?page=0',
      'series?by=topic',
      'settings',
    ])
    for (const page of ['2', '-1', '0.5', 'x']) expect((await taps(`series?page=${page}`))[0]).toBe(off(ids[0]))
  })

  test('that was stopped comes first, also once six others are sent, and whoever takes it up sees where it went', async () => {
    const { ids, userId, taps } = await makeMany(8)
    expect((await taps(off(ids[7])))[0]).toBe(on(ids[7]))
    office.open.seriesUnderWay = ids.slice(0, 7)
    expect((await taps('series')).slice(0, 2)).toEqual([on(ids[7]), off(ids[0])])
    office.open.seriesUnderWay = ids
    expect(await taps(on(ids[7]))).toEqual([...ids.slice(5).map(off), 'series?page=0', 'series?by=topic', 'settings'])
    expect(await office.person(userId)).toMatchObject({ mutedSeries: [] })
  })
})

test('people who want quiet, or none of the series, are those a campaign leaves out', async () => {
  await office.prisma.staff.deleteMany()
  const [quiet, muted, other] = [await office.makePerson(), await office.makePerson(), await office.makePerson()]
  await office.tap(quiet.lineUserId as never, 'set-quiet?to=on')
  await office.tap(muted.lineUserId as never, 'set-series?name=ita&to=off')
  const unwilling = (series: string[]) => office.audience.listUnwilling(office.prisma, series)
  expect((await unwilling(['ita'])).toSorted()).toEqual([quiet.lineUserId, muted.lineUserId].toSorted())
  expect(await unwilling(['budget'])).toEqual([quiet.lineUserId])
  await office.tap(quiet.lineUserId as never, 'set-quiet?to=off')
  expect(await unwilling(['budget'])).toEqual([])
  expect(await office.person(other.lineUserId)).toMatchObject({ isQuiet: false, mutedSeries: [] })
})

test('my data says all that is kept, gives a copy that can be read by a program, and leads to the erasure', async () => {
  const unit = await office.makeUnit('กองกลาง')
  const { lineUserId } = await office.makePerson({ state: 'registered', unitId: unit.id })
  await office.prisma.staff.update({ where: { lineUserId }, data: { unitConfirmedAt: at(60) } })
  await office.tap(lineUserId as never, 'set-series?name=ita&to=off')
  await office.planMessage(lineUserId)
  const seen = await office.text(lineUserId as never, 'ข้อมูลของฉัน')
  expect(textOf(seen)).toContain('หน่วยงาน: กองกลาง')
  expect(textOf(seen)).toContain('ข้อความที่ส่งถึงท่าน (400 วัน): 1')
  expect(textOf(seen)).toContain('ชุดการ์ดและเรื่องที่งดรับ: ผลการประเมิน ITA')
  expect(postbacksOf(seen)).toEqual(['my-data-copy', 'erase-ask', 'menu'])
  const [copy] = await office.tap(lineUserId as never, 'my-data-copy')
  expect(JSON.parse((copy as { text: string }).text)).toMatchObject({
    lineUserId,
    state: 'registered',
    unit: 'กองกลาง',
    unitConfirmedAt: at(60).toISOString(),
    settings: { language: 'th', isQuiet: false, mutedSeries: [{ id: 'ita', name: 'ผลการประเมิน ITA' }] },
    messagesSentToYou: 1,
    quiz: { schedule: [], streak: null },
  })
})

test('my data says that cards are stopped altogether, in either language', async () => {
  const { lineUserId } = await office.makePerson({ state: 'registered' })
  const ask = async () => textOf(await office.tap(lineUserId as never, 'my-data'))
  expect(await ask()).toContain('การ์ดในแชตนี้: ส่งตามปกติ')
  await office.tap(lineUserId as never, 'set-quiet?to=on')
  expect(await ask()).toContain('การ์ดในแชตนี้: งดส่ง (เว้นเรื่องเร่งด่วน ประกาศ และแบบสำรวจ)')
  await office.tap(lineUserId as never, 'set-language?to=en')
  expect(await ask()).toContain('Cards in this chat: none (but urgent ones, notices and polls)')
})

test('of a stranger nothing is kept, and it says so', async () => {
  for (const data of ['my-data', 'my-data-copy']) {
    expect(textOf(await office.tap(newUserId(), data))).toContain('ระบบไม่มีข้อมูลของท่าน')
  }
})
