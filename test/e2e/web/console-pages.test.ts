import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'

let office: ConsoleSystem
beforeAll(async () => {
  office = await openConsoleSystem()
})
afterAll(() => office?.close())

describe('the budget', () => {
  const sheet = (amount: string) =>
    Buffer.from(`ก,ข,ค,ง\nงบดำเนินงาน,ต.ค. 2568,1000000,${amount}\nงบลงทุน,พ.ย. 2568,500000,250000\n`)

  test('is taken in when its columns are matched and its cells mended, with a card in the same step', async () => {
    const editor = await office.enter('editor')
    await editor.open('/budget?year=2569')
    await editor.see('ยังไม่มีงบประมาณปี พ.ศ. 2569')
    await editor.choose('link', 'นำเข้าจากตาราง')
    const give = (amount: string) =>
      editor.page
        .getByLabel('ไฟล์ Excel (.xlsx) หรือ CSV')
        .setInputFiles({ name: 'แผน.csv', mimeType: 'text/csv', buffer: sheet(amount) })
    const match = async () => {
      await editor.see('หัวตารางไม่บอกว่าคอลัมน์ใดคืออะไร โปรดเลือกให้ครบ 4 คอลัมน์')
      for (const [part, heading] of [
        ['หมวด', 'ก'],
        ['เดือน', 'ข'],
        ['แผน', 'ค'],
        ['ใช้จ่าย', 'ง'],
      ] as const) {
        await editor.page.getByRole('combobox', { name: part }).click()
        await editor.page.getByRole('option', { name: heading, exact: true }).click()
      }
    }
    await give('ห้าแสน')
    await match()
    const problem = editor.page.getByRole('row', { name: /D2/ })
    await problem.getByText('อ่านจำนวนเงินไม่ได้').waitFor()
    await editor.expectAccessible()
    expect(await editor.page.getByRole('button', { name: 'นำเข้า', exact: true }).count()).toBe(0)

    await give('400000')
    await match()
    await editor.see('1,500,000.00')
    await editor.fill(/^แหล่งที่มา/, 'รายงานผลการใช้จ่ายงบประมาณ')
    await editor.press('นำเข้า')
    await editor.page.waitForURL(/\/cards\/[0-9a-f-]{36}$/)
    await editor.open('/budget?year=2569&by=month')
    await editor.see('650,000.00')
    await editor.see('รายงานผลการใช้จ่ายงบประมาณ')
    await editor.expectAccessible()
    await editor.close()
  })
})

describe('a series', () => {
  test('is put in order by keys, and the second of two who change it is told', async () => {
    const editor = await office.enter('editor')
    await editor.open('/series')
    await editor.press('สร้างชุดการ์ด')
    const sheet = editor.page.getByRole('dialog')
    await sheet.getByLabel(/^ชื่อชุด/).fill('ชุดทดลอง')
    await sheet.getByRole('button', { name: 'บันทึก' }).click()
    await editor.page.getByRole('heading', { name: 'ชุดทดลอง' }).waitFor()
    for (const at of [0, 1]) {
      await editor.page.getByRole('combobox', { name: 'เพิ่มการ์ด' }).click()
      await editor.page.getByRole('option').nth(at).click()
    }
    const titles = () => editor.page.locator('ol .row-main a').allTextContents()
    const [first = '', second = ''] = await titles()
    await editor.page.getByRole('button', { name: `เลื่อน ${second} ขึ้น` }).press('Enter')
    expect(await titles()).toEqual([second, first])
    await editor.press('บันทึก')
    await editor.see('บันทึกแล้ว')
    await editor.expectAccessible()

    const id = new URL(editor.page.url()).pathname.split('/').at(-1)
    const api = office.system.api(await office.system.createToken('editor'))
    await editor.page.getByRole('checkbox', { name: 'เว้นไว้ก่อน' }).first().check()
    const { body: series } = await api.get(`/series/${id}`)
    expect(series.items.map(({ title }: { title: string }) => title)).toEqual([second, first])
    expect((await api.put(`/series/${id}`, { version: series.version, name: 'ชื่อของอีกคน' })).status).toBe(200)
    await editor.press('บันทึก')
    await editor.see(/มีผู้แก้ไขชุดนี้หลังจากที่ท่านเปิด/)
    await editor.press('บันทึกลำดับของฉัน')
    await expect
      .poll(async () => (await api.get(`/series/${id}`)).body, { timeout: 20_000 })
      .toMatchObject({
        name: 'ชุดทดลอง',
        items: [{ isSkipped: true }, { isSkipped: false }],
      })
    await editor.close()
  })
})

describe('an officer’s own page', () => {
  test('gives a code to link LINE with, and lets an approver name a deputy, who then may approve', async () => {
    const approver = await office.enter('approver')
    await approver.open('/account')
    await approver.press('ขอรหัสผูกบัญชี')
    await approver.page.getByText(/^LK-/).waitFor()
    await approver.page.getByRole('combobox', { name: 'ผู้รักษาราชการแทน' }).click()
    await approver.page.getByRole('option', { name: /ผู้จัดทำ/ }).click()
    await approver.fill(/^ถึงวันที่/, new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10))
    await approver.press('แต่งตั้ง')
    await approver.see('มีผลอยู่')
    await approver.expectAccessible()

    const owner = office.system.api(await office.system.createToken('owner'))
    const { body: campaign } = await owner.post('/campaigns', {
      name: 'งานที่ผู้แทนเห็น',
      message: { template: 'notice', data: { title: 'ก', text: 'ข' } },
      audience: { everyone: true },
      schedule: { kind: 'daily', time: '08:30', startsOn: '2030-01-01' },
    })
    await owner.post(`/campaigns/${campaign.id}/submit`)
    const deputy = await office.enter('editor')
    await deputy.choose('link', /งานที่ผู้แทนเห็น/)
    await deputy.page.getByRole('button', { name: 'อนุมัติ', exact: true }).waitFor()
    await deputy.close()

    await approver.press('ยุติ')
    await approver.page.getByRole('dialog').getByRole('button', { name: 'ยุติ' }).click()
    await approver.see(/ยุติเมื่อ/)
    await approver.close()
  })
})

describe('settings', () => {
  test('list who stands in for whom, and let an owner end it and appoint another', async () => {
    const api = office.system.api(await office.system.createToken('owner'))
    const idOf = async (role: string) =>
      (await api.get('/officers')).body.items.find((one: { name: string; role: string }) => {
        return one.role === role && one.name.includes('สาธิต')
      }).id
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const period = { deputyId: await idOf('editor'), startsAt: inDays(0), endsAt: inDays(3) }
    expect((await api.post(`/users/${await idOf('approver')}/deputies`, period)).status).toBe(201)
    const owner = await office.enter('owner')
    await owner.open('/settings?tab=users')
    const rows = owner.page.getByRole('listitem').filter({ hasText: 'แทน ผู้อนุมัติ (สาธิต)' })
    await rows.filter({ hasText: 'มีผลอยู่' }).getByRole('button', { name: 'ยุติ' }).click()
    await owner.page.getByRole('dialog').getByRole('button', { name: 'ยุติ' }).click()
    await rows.filter({ hasText: 'ยุติเมื่อ' }).first().waitFor()
    await owner.page.getByRole('combobox', { name: 'แทนผู้อนุมัติ' }).click()
    await owner.page.getByRole('option', { name: 'ผู้อนุมัติ (สาธิต)' }).click()
    await owner.page.getByRole('combobox', { name: 'ผู้รักษาราชการแทน' }).click()
    await owner.page.getByRole('option', { name: 'ผู้จัดทำ (สาธิต)' }).click()
    await owner.fill(/^ถึงวันที่/, inDays(5).slice(0, 10))
    await owner.press('แต่งตั้ง')
    await rows.filter({ hasText: 'มีผลอยู่' }).waitFor()
    await owner.expectAccessible()
    await owner.close()
  })

  test('tell what of the set-up is right, without a secret, and refuse a colour nobody could read', async () => {
    const owner = await office.enter('owner')
    await owner.open('/settings?tab=setup')
    await owner.see('โฟลเดอร์กุญแจ')
    await owner.see('http://localhost')
    await owner.expectAccessible()

    await owner.open('/settings?tab=look')
    await owner.fill('สีหลัก (ปุ่มและตัวเลข)', '#FFEE00')
    await owner.see(/สีนี้ตัดกับพื้นเพียง 1\.\d+ ต้องได้ 4\.5 ขึ้นไป/)
    const pressed = owner.page.getByText('ดูรายละเอียด')
    const ground = () => pressed.evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(await ground()).toBe('rgb(34, 48, 122)') // what cannot be read is not shown
    await owner.press('บันทึก')
    await owner.expectAccessible()
    const api = office.system.api(await office.system.createToken('owner'))
    const look = async () => (await api.get('/pictures/look')).body
    expect((await look()).navy).toBeUndefined()
    await owner.fill('สีหลัก (ปุ่มและตัวเลข)', '#0B3D2E')
    await expect.poll(ground).toBe('rgb(11, 61, 46)')
    await owner.press('บันทึก')
    await expect.poll(async () => (await look()).navy, { timeout: 10_000 }).toBe('#0B3D2E')
    await owner.expectAccessible()
    await owner.close()
  })
})

describe('the calendar', () => {
  test('moves a campaign to another day by date as by dragging, and asks for its approval anew', async () => {
    const api = office.system.api(await office.system.createToken('editor'))
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10)
    const at = `${day(2)}T10:00:00+07:00`
    const { body: campaign } = await api.post('/campaigns', {
      name: 'ย้ายได้',
      message: { template: 'notice', data: { title: 'ก', text: 'ข' } },
      audience: { everyone: true },
      schedule: { kind: 'once', at },
      urgent: false,
    })
    await api.post(`/campaigns/${campaign.id}/submit`)
    const approving = office.system.api(await office.system.createToken('approver'))
    expect((await approving.post(`/campaigns/${campaign.id}/approve`)).body.state).toBe('scheduled')

    const editor = await office.enter('editor')
    await editor.open(`/calendar?month=${day(2).slice(0, 7)}`)
    await editor.press('ย้ายวันของ ย้ายได้')
    const sheet = editor.page.getByRole('dialog')
    await sheet.getByLabel(/^วันใหม่/).fill(day(12))
    await editor.expectAccessible()
    await sheet.getByRole('button', { name: 'ย้ายและขออนุมัติ' }).click()
    await editor.see('ย้ายแล้ว รออนุมัติ')
    const moved = (await api.get(`/campaigns/${campaign.id}`)).body
    expect([moved.state, new Date(moved.schedule.at).toISOString()]).toEqual([
      'pending_approval',
      new Date(`${day(12)}T10:00:00+07:00`).toISOString(),
    ])
    await editor.close()
  })

  test('opens a day of many runs, and names the holidays of the next year in the last weeks of this one', async () => {
    const api = office.system.api(await office.system.createToken('editor'))
    const approving = office.system.api(await office.system.createToken('approver'))
    for (const minute of [10, 11, 12, 13, 14, 15]) {
      const { body } = await api.post('/campaigns', {
        name: `รอบนาทีที่ ${minute}`,
        message: { template: 'notice', data: { title: 'ก', text: 'ข' } },
        audience: { everyone: true },
        schedule: { kind: 'once', at: `2029-12-28T10:${minute}:00+07:00` },
        urgent: false,
      })
      await api.post(`/campaigns/${body.id}/submit`)
      expect((await approving.post(`/campaigns/${body.id}/approve`)).body.state).toBe('scheduled')
    }
    const editor = await office.enter('editor')
    await editor.open('/calendar?month=2029-12')
    const day = (date: string) =>
      editor.page.locator('.calendar-day', { has: editor.page.locator(`time[datetime="${date}"]`) })
    await day('2029-12-28').getByRole('link').nth(3).waitFor()
    expect(await day('2029-12-28').getByRole('link').count()).toBe(4)
    await editor.press('ดูอีก 2 รอบ')
    await day('2029-12-28')
      .getByRole('link', { name: /รอบนาทีที่ 15/ })
      .waitFor()
    await day('2030-01-01')
      .getByText(/วันหยุด: .*ปีใหม่/)
      .waitFor()
    await editor.expectAccessible()
    await editor.close()
  })
})
