import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

test('keeps no setting of somebody who has not read the notice, and shows it first', async () => {
  const userId = newUserId()
  for (const data of ['settings', 'set-language?to=en', 'set-quiet?to=on', 'set-series?name=ita&to=off']) {
    expect(textOf(await office.tap(userId, data))).toContain('/privacy')
  }
  expect(await office.person(userId)).toBeNull()
})

test('a series is stopped and taken up again by the same button', async () => {
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
  await office.tap(lineUserId as never, 'set-series?name=ita&to=off')
  await office.planMessage(lineUserId)
  const seen = await office.text(lineUserId as never, 'ข้อมูลของฉัน')
  expect(textOf(seen)).toContain('หน่วยงาน: กองกลาง')
  expect(textOf(seen)).toContain('ข้อความที่ส่งถึงท่าน (400 วัน): 1')
  expect(postbacksOf(seen)).toEqual(['my-data-copy', 'erase-ask', 'menu'])
  const [copy] = await office.tap(lineUserId as never, 'my-data-copy')
  expect(JSON.parse((copy as { text: string }).text)).toMatchObject({
    lineUserId,
    state: 'registered',
    unit: 'กองกลาง',
    settings: { language: 'th', isQuiet: false, mutedSeries: ['ita'] },
    messagesSentToYou: 1,
    quiz: { schedule: [], streak: null },
  })
})

test('of a stranger nothing is kept, and it says so', async () => {
  for (const data of ['my-data', 'my-data-copy']) {
    expect(textOf(await office.tap(newUserId(), data))).toContain('ระบบไม่มีข้อมูลของท่าน')
  }
})
