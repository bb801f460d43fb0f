import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { createSender, type Sender } from '../../support/send-campaign.ts'
import { until } from '../../support/until.ts'

let office: ConsoleSystem
let sender: Sender
beforeAll(async () => {
  office = await openConsoleSystem()
  sender = await createSender(office.system)
})
afterAll(() => office?.close())

type Visitor = Awaited<ReturnType<ConsoleSystem['enter']>>

const stateOf = async (id: string) => (await sender.editor.get(`/campaigns/${id}`)).body.state
const arrived = async (marker: string) => (await office.system.sim.sentWith(marker)).length

/** Presses a button that sends, says yes, and takes it back within its seconds; then says yes for good. */
async function changeOnesMind({ page }: Visitor, name: string, afterwards: () => Promise<void>): Promise<void> {
  const dialog = page.getByRole('dialog')
  const say = (answer: string) => dialog.getByRole('button', { name: answer, exact: true }).click()
  await page.getByRole('button', { name, exact: true }).first().click()
  await say(name)
  await dialog.getByText(/จะดำเนินการใน/).waitFor()
  await say('ยกเลิกก่อนส่ง')
  await dialog.waitFor({ state: 'hidden' })
  await afterwards()
  await page.getByRole('button', { name, exact: true }).first().click()
  await say(name)
  await say('ดำเนินการทันที')
}

test('an approver of a result card whose promised day has passed hears in words to send it back for the reason', async () => {
  const { system } = office
  const polls = (await sender.editor.get('/polls')).body.items as { id: string; state: string }[]
  const poll = polls.find(({ state }) => state === 'closed')?.id
  const drafted = await sender.editor.post(`/polls/${poll}/result-card`, { nextStep: 'จัดอบรมสองรุ่น' })
  const id = drafted.body.resultCampaignId
  expect((await sender.editor.post(`/campaigns/${id}/submit`)).status).toBe(200)
  await system.query(`UPDATE poll SET returns_on = current_date - 2 WHERE id = $1`, [poll])
  const approver = await office.enter('approver')
  await approver.open(`/campaigns/${id}`)
  const dialog = approver.page.getByRole('dialog')
  const say = (answer: string) => dialog.getByRole('button', { name: answer, exact: true }).click()
  await approver.page.getByRole('button', { name: 'อนุมัติ', exact: true }).first().click()
  await say('อนุมัติ')
  await say('ดำเนินการทันที')
  await approver.see(/ให้ส่งกลับผู้จัดทำเพื่อร่างการ์ดใหม่ในหน้าแบบสำรวจพร้อมเหตุผลที่แจ้งช้า/)
  expect(await stateOf(id)).toBe('pending_approval')
  await approver.close()
})

describe('what goes out to people can be taken back for some seconds after the yes', () => {
  test('a campaign that is resumed', async () => {
    const id = await sender.prepare('ส่งต่อหลังพัก', undefined, { schedule: { kind: 'once', at: '2030-03-12T03:00:00Z' } })
    await sender.approve(id)
    expect((await sender.approver.post(`/campaigns/${id}/pause`)).status).toBe(200)
    const approver = await office.enter('approver')
    await approver.open(`/campaigns/${id}`)
    await changeOnesMind(approver, 'ส่งต่อ', async () => expect(await stateOf(id)).toBe('paused'))
    await until(async () => (await stateOf(id)) === 'scheduled', { withinMs: 20_000 })
    expect(approver.complaints).toEqual([])
    await approver.close()
  })

  test('those a run has failed to reach, tried again', async () => {
    const { sim } = office.system
    await sim.setFaults([{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
    const id = await sender.send('ส่งซ้ำหลังล้มเหลว')
    expect(await sender.settled(id)).toMatchObject({ failed: 1 })
    const before = await arrived('ส่งซ้ำหลังล้มเหลว')
    const approver = await office.enter('approver')
    await approver.open(`/runs/${(await sender.runOf(id))?.id}`)
    await changeOnesMind(approver, 'ส่งซ้ำเฉพาะที่ไม่สำเร็จ', async () => expect(await arrived('ส่งซ้ำหลังล้มเหลว')).toBe(before))
    await until(async () => (await arrived('ส่งซ้ำหลังล้มเหลว')) === before + 1, { withinMs: 30_000 })
    await approver.close()
  })

  test('with approval switched off what is submitted, which says that it goes out and to whom', async () => {
    const owner = office.system.api(await office.system.createToken('owner'))
    expect((await owner.patch('/settings', { approvalRequired: false })).status).toBe(200)
    const editor = await office.enter('editor')
    await editor.open('/campaigns/new')
    await editor.press(/สรุปผลการประเมิน ITA/)
    await editor.see(/ถึง 3 กลุ่ม/)
    await editor.fill('ชื่อรายการส่ง', 'ส่งโดยไม่ขออนุมัติ')
    expect(await editor.page.getByText(/ส่งขออนุมัติ/).count()).toBe(0)
    await editor.press('ส่งทันที')
    await editor.page
      .getByRole('dialog')
      .getByText(/ไม่มีผู้อนุมัติตรวจก่อน/)
      .waitFor()
    await editor.page
      .getByRole('dialog')
      .getByText(/บุคลากรทุกคน \(กลุ่ม LINE\)/)
      .waitFor()
    await editor.expectAccessible()
    await editor.page.keyboard.press('Escape')
    const campaigns = () => office.system.query(`SELECT state FROM campaign WHERE name = 'ส่งโดยไม่ขออนุมัติ'`)
    await changeOnesMind(editor, 'ส่งทันที', async () => expect(await campaigns()).toEqual([]))
    await editor.page.getByRole('heading', { level: 1, name: 'ส่งโดยไม่ขออนุมัติ' }).waitFor()
    await editor.see('เริ่มส่งแล้ว')
    expect((await campaigns()).length).toBe(1)

    const later = await sender.editor.post('/campaigns', {
      name: 'ร่างที่ตั้งเวลาไว้',
      message: { template: 'notice', data: { title: 'หัวข้อ', text: 'ข้อความ' } },
      audience: { everyone: true },
      schedule: { kind: 'once', at: '2030-03-12T03:00:00Z' },
    })
    await editor.open(`/campaigns/${later.body.id}`)
    await changeOnesMind(editor, 'ตั้งเวลาส่ง', async () => expect(await stateOf(later.body.id)).toBe('draft'))
    await until(async () => (await stateOf(later.body.id)) === 'scheduled', { withinMs: 20_000 })
    expect((await owner.patch('/settings', { approvalRequired: true })).status).toBe(200)
    expect(editor.complaints).toEqual([])
    await editor.close()
  })
})

describe('a draft', () => {
  test('is sent as a test to the officer’s own LINE from the page where it is written, and gone on with there', async () => {
    const name = 'ลองส่งถึงตนเอง'
    const campaigns = () => office.system.query(`SELECT id, state FROM campaign WHERE name LIKE '${name}%'`)
    const editor = await office.enter('editor')
    await editor.open('/campaigns/new')
    await editor.press(/สรุปผลการประเมิน ITA/)
    await editor.see(/ถึง 3 กลุ่ม/)
    await editor.fill('ชื่อรายการส่ง', name)
    await editor.press('ส่งทดสอบถึงตนเอง')
    const dialog = editor.page.getByRole('dialog')
    await dialog.getByText(/ยังไม่ได้ผูกบัญชีกับ LINE/).waitFor()
    expect(await dialog.getByRole('button', { name: 'ส่งทดสอบถึงตนเอง' }).isDisabled()).toBe(true)
    expect(await dialog.getByRole('link', { name: /ผูก LINE/ }).getAttribute('href')).toBe('/account')
    await editor.expectAccessible()

    const [staff] = await office.system.query<{ chat: string }>(
      'SELECT line_user_id AS chat FROM staff ORDER BY id LIMIT 1',
    )
    await office.system.query(
      `INSERT INTO officer_line (user_id, line_user_id, linked_at) SELECT id, $1, now() FROM "user" WHERE email = 'editor@demo.sucharit.local'`,
      [staff?.chat],
    )
    await editor.page.reload()
    await editor.see('เปิดร่างที่ค้างไว้')
    await changeOnesMind(editor, 'ส่งทดสอบถึงตนเอง', async () => expect(await campaigns()).toEqual([]))
    const tests = async () =>
      (await office.system.sim.ledger()).filter(
        ({ to, messages }) => [to].flat().includes(staff?.chat ?? '') && messages[0]?.text?.includes('ทดสอบ'),
      )
    await until(async () => (await tests()).length === 1, { withinMs: 30_000, what: 'the test in the own chat' })

    await editor.page.waitForURL(/\/campaigns\/[0-9a-f-]{36}\/edit$/)
    await editor.page.getByRole('heading', { level: 1, name: 'แก้ไขรายการส่ง' }).waitFor()
    await editor.expectAccessible()
    await editor.fill('ชื่อรายการส่ง', `${name} แก้แล้ว`)
    await editor.press('ส่งขออนุมัติ')
    await editor.page.getByRole('heading', { level: 1, name: `${name} แก้แล้ว` }).waitFor()
    expect(await campaigns()).toMatchObject([{ state: 'pending_approval' }])
    expect(editor.complaints).toEqual([])
    await editor.close()
  })

  test('that was sent back is mended itself: no second one is made, and what these steps cannot show is kept', async () => {
    const id = await sender.prepare('ร่างที่ถูกส่งกลับ')
    expect((await sender.approver.post(`/campaigns/${id}/reject`, { reason: 'โปรดแก้ชื่อ' })).status).toBe(200)
    const before = (await sender.editor.get(`/campaigns/${id}`)).body
    const editor = await office.enter('editor')
    await editor.open(`/campaigns/${id}`)
    await editor.choose('link', 'แก้ไข')
    await editor.see(/โปรดแก้ชื่อ/)
    await editor.see(/ระบบใช้ข้อความเดิม/)
    await editor.fill('ชื่อรายการส่ง', 'ชื่อที่แก้แล้ว')
    await editor.press('ส่งขออนุมัติ')
    await editor.page.getByRole('heading', { level: 1, name: 'ชื่อที่แก้แล้ว' }).waitFor()
    await editor.see('ส่งขออนุมัติแล้ว ผู้อนุมัติเห็นในหน้าแรก')
    const { messages, audience } = before
    expect((await sender.editor.get(`/campaigns/${id}`)).body).toMatchObject({
      state: 'pending_approval',
      messages,
      audience,
    })
    expect(await office.system.query(`SELECT id FROM campaign WHERE name = 'ชื่อที่แก้แล้ว'`)).toEqual([{ id }])
    await editor.open(`/campaigns/${id}/edit`) // handed in: no draft any more
    await editor.page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/)
    expect(editor.complaints).toEqual([])
    await editor.close()
  })
})
