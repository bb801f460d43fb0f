import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const see = async (year: number, who = office.people.editor) =>
  expectStatus(200, await office.call(who, `/calendar?year=${year}`))
const put = (date: string, name: string, who = office.people.editor) =>
  office.call(who, `/calendar/days/${date}`, { name }, {}, 'PUT')
const remove = (date: string) => office.call(office.people.editor, `/calendar/days/${date}`, undefined, {}, 'DELETE')
const importCsv = (year: number, csv: string, replace = false) =>
  office.call(office.people.editor, '/calendar/import', { year, csv, replace })
const confirm = (year: number, who = office.people.editor) => office.call(who, `/calendar/${year}/confirm`, {})
const datesOf = (view: { days: { date: string }[] }) => view.days.map(({ date }) => date)

describe('a year of the calendar', () => {
  test('is what the library proposes and says that it is not confirmed, with nothing stored', async () => {
    const year = await see(2580)
    expect(year).toMatchObject({ year: 2580, isConfirmed: false, notice: 'ยังไม่ยืนยันวันหยุดปี 2580' })
    expect(year.days).toContainEqual(expect.objectContaining({ date: '2037-12-10', source: 'proposed' }))
    expect(year.festivals).toContainEqual(
      expect.objectContaining({ festival: 'songkran', nameTh: 'สงกรานต์', date: '2037-04-13' }),
    )
    expect(await office.database.prisma.calendarYear.count()).toBe(0)
  })

  test('keeps its proposals beside the days an officer adds, renames and removes', async () => {
    expectStatus(200, await put('2036-05-09', 'วันพืชมงคล'))
    expectStatus(200, await put('2036-05-09', 'วันพระราชพิธีพืชมงคล'))
    const proposed = (await see(2579)).days.find(({ source }: { source: string }) => source === 'proposed').date
    expectStatus(200, await remove(proposed))
    const year = await see(2579)
    expect(year.days.filter(({ date }: { date: string }) => date === '2036-05-09')).toEqual([
      { date: '2036-05-09', name: 'วันพระราชพิธีพืชมงคล', source: 'manual' },
    ])
    expect(datesOf(year)).not.toContain(proposed)
    expect(datesOf(year)).toEqual(datesOf(year).toSorted())
    expect((await remove(proposed)).status).toBe(404)
  })

  test('is confirmed by an officer, by name and time, and stays so when a day is added', async () => {
    const confirmed = expectStatus(200, await confirm(2578))
    expect(confirmed).toMatchObject({
      isConfirmed: true,
      notice: null,
      confirmedBy: office.people.editor.userId,
      confirmedAt: office.clock.now().toISOString(),
    })
    expectStatus(200, await put('2035-03-03', 'วันหยุดพิเศษ'))
    expect(await see(2578)).toMatchObject({ isConfirmed: true })
  })

  test('may have two holidays on one day', async () => {
    const [day] = (await see(2566)).days.filter(({ date }: { date: string }) => date === '2023-05-04')
    expect(day.name).toBe('วันฉัตรมงคล · วันวิสาขบูชา')
    expectStatus(200, await confirm(2566))
  })

  test('takes the date of a festival within the year, and no other', async () => {
    const path = '/calendar/2577/festivals/mid_autumn'
    const other = await office.call(office.people.editor, path, { date: '2035-01-01' }, {}, 'PUT')
    expect([other.status, other.body.code]).toEqual([422, 'FESTIVAL_DATE_INVALID'])
    expectStatus(200, await office.call(office.people.editor, path, { date: '2034-09-28' }, {}, 'PUT'))
    const { festivals } = await see(2577)
    expect(festivals).toContainEqual(
      expect.objectContaining({ festival: 'mid_autumn', date: '2034-09-28', source: 'manual' }),
    )
    expect(festivals.length).toBe(4)
  })

  test('knows when the NACC asks the staff, from a first day of that year to a last one, until it is taken back', async () => {
    const put = (days: { from: string | null; until: string | null }, who = office.people.editor) =>
      office.call(who, '/calendar/2576/survey', days, {}, 'PUT')
    for (const days of [
      { from: '2032-01-15', until: '2032-02-01' },
      { from: '2033-02-01', until: '2033-01-15' },
    ]) {
      const refused = await put(days)
      expect([refused.status, refused.body.code]).toEqual([422, 'SURVEY_DATES_INVALID'])
    }
    expect((await see(2576)).survey).toBeNull()
    expectStatus(200, await put({ from: '2033-01-15', until: '2033-06-30' }))
    expect((await see(2576)).survey).toEqual({ from: '2033-01-15', until: '2033-06-30' })
    expect((await see(2576)).days.length).toBeGreaterThan(10)
    expectStatus(200, await put({ from: null, until: null }))
    expect((await see(2576)).survey).toBeNull()
  })

  test('may be changed by several officers at once', async () => {
    const days = Array.from({ length: 6 }, (_, index) => `2033-08-0${index + 1}`)
    const answers = await Promise.all(days.map((date) => put(date, 'พร้อมกัน')))
    expect(answers.map(({ status }) => status)).toEqual(days.map(() => 200))
    expect(datesOf(await see(2576))).toEqual(expect.arrayContaining(days))
  })
})

describe('a list from CSV', () => {
  test('is taken whole, over what was proposed or instead of it', async () => {
    const csv = '\uFEFFวันที่,ชื่อ\r\n1/1/2575,วันขึ้นปีใหม่\r\n26/2/2575,วันมาฆบูชา\r\n'
    expect(expectStatus(200, await importCsv(2575, csv))).toMatchObject({ dayCount: 2 })
    const added = await see(2575)
    expect(added.days).toContainEqual({ date: '2032-02-26', name: 'วันมาฆบูชา', source: 'csv' })
    expect(added.days.length).toBeGreaterThan(10)
    expectStatus(200, await importCsv(2575, csv, true))
    expect(datesOf(await see(2575))).toEqual(['2032-01-01', '2032-02-26'])
  })

  test('with a wrong row is refused by its rows, and nothing of it is stored', async () => {
    const before = await office.database.prisma.auditEntry.count()
    const refused = await importCsv(2574, '2031-01-01,ปีใหม่\n2031-02-31,ไม่มี\n2031-03-01,')
    expect([refused.status, refused.body.code]).toEqual([422, 'CALENDAR_CSV_INVALID'])
    expect(refused.body.data.rows).toEqual([
      { line: 2, problem: 'DATE_INVALID' },
      { line: 3, problem: 'NAME_MISSING' },
    ])
    expect(await office.database.prisma.calendarYear.count({ where: { year: 2031 } })).toBe(0)
    expect(await office.database.prisma.auditEntry.count()).toBe(before)
  })

  test('without any day is refused', async () => {
    expect((await importCsv(2574, 'วันที่,ชื่อ\n')).body.code).toBe('CALENDAR_CSV_INVALID')
  })
})

describe('the sending window', () => {
  const putWindow = (body: object, who = office.people.owner) => office.call(who, '/calendar/window', body, {}, 'PUT')

  test('is off on a demo and on for a real channel, until an owner sets it', async () => {
    expect((await see(2570)).window).toEqual({ isOn: false, opens: '08:30', closes: '16:30' })
    await office.database.prisma.installation.create({ data: { kind: 'real' } })
    expect((await see(2570)).window.isOn).toBe(true)
    expectStatus(200, await putWindow({ isOn: true, opens: '09:00', closes: '12:00' }))
    expect((await see(2570)).window).toEqual({ isOn: true, opens: '09:00', closes: '12:00' })
  })

  test('does not close before it opens', async () => {
    expect((await putWindow({ isOn: true, opens: '16:30', closes: '08:30' })).status).toBe(400)
    expect((await putWindow({ isOn: true, opens: '8:30', closes: '16:30' })).status).toBe(400)
  })

  test('is the owner’s to set', async () => {
    const window = { isOn: false, opens: '08:30', closes: '16:30' }
    for (const who of [office.people.editor, office.people.approver])
      expect((await putWindow(window, who)).body.code).toBe('FORBIDDEN')
  })
})

describe('who may', () => {
  test('a viewer sees the calendar and changes nothing; a coordinator does not see it', async () => {
    const viewer = office.hire('viewer')
    await see(2570, viewer)
    expect((await put('2027-05-05', 'ไม่ได้', viewer)).body.code).toBe('FORBIDDEN')
    expect((await confirm(2570, viewer)).body.code).toBe('FORBIDDEN')
    expect((await office.call(office.hire('coordinator'), '/calendar?year=2570')).status).toBe(403)
  })

  test('every change is in the audit chain, and the chain holds', async () => {
    const actions = await office.database.prisma.auditEntry.findMany({ where: { action: { startsWith: 'calendar.' } } })
    expect(new Set(actions.map(({ action }) => action))).toEqual(
      new Set([
        'calendar.put_day',
        'calendar.remove_day',
        'calendar.import',
        'calendar.confirm',
        'calendar.put_festival',
        'calendar.put_survey',
        'calendar.put_window',
      ]),
    )
    expect(await office.audit.verify()).toMatchObject({ firstBadSeq: null })
  })
})

test('days that do not exist are refused', async () => {
  expect((await put('2027-02-30', 'ไม่มี')).status).toBe(400)
  expect((await put('1999-01-01', 'เก่าไป')).status).toBe(400)
  expect((await office.call(office.people.editor, '/calendar?year=2027')).status).toBe(400)
})
