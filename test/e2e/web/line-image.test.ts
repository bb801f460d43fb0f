import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { filing } from '../../support/filing.ts'
import { createSender, type Sender } from '../../support/send-campaign.ts'

let office: ConsoleSystem
let sender: Sender
beforeAll(async () => {
  office = await openConsoleSystem()
  sender = await createSender(office.system)
})
afterAll(() => office?.close())

const opportunity = {
  title: 'อบรมการจัดซื้อจัดจ้าง',
  state: 'open',
  qualifications: ['บุคลากรทุกระดับ'],
  criteria: ['ตามลำดับการสมัคร'],
  closesOn: '2027-01-15',
}

const alt = 'อินโฟกราฟิก 5 ขั้นตอนการยืมทรัพย์สิน'

test('an officer sends a picture that is there already as LINE’s own image, and a person opens it full size on the phone', async () => {
  const editor = await office.enter('editor')
  await editor.open('/cards')
  await editor.choose('link', 'ส่งรูปที่มีอยู่แล้ว')
  const buffer = await sharp({ create: { width: 800, height: 1200, channels: 3, background: '#3B5BDB' } })
    .png()
    .toBuffer()
  await editor.page
    .getByLabel('เลือกรูปจากเครื่อง')
    .setInputFiles({ name: 'ขั้นตอนการยืม.png', mimeType: 'image/png', buffer })
  await editor.page.getByRole('dialog').getByRole('button', { name: 'ใช้รูปนี้' }).click()
  await editor.page.getByRole('dialog').waitFor({ state: 'hidden' })
  await editor.fill(/ข้อความแทนรูป/, alt)
  await editor.page.locator('.flex-message img').first().waitFor()
  // A button of a card that becomes an image is told at once to be what it cannot have, and is taken out again.
  await editor.page.locator('details.further').evaluate((one: HTMLDetailsElement) => {
    one.open = true
  })
  await editor.fill('ลิงก์ของปุ่ม (https)', 'https://www.opdc.go.th/borrow')
  await editor.fill('ข้อความบนปุ่ม', 'เปิดดู')
  await editor.page.getByRole('combobox', { name: 'ส่งเป็น' }).click()
  await editor.choose('option', /^รูปภาพ LINE/)
  await editor.see('รูปภาพ LINE มีปุ่มไม่ได้ โปรดเลือกส่งเป็นการ์ด หรือลบลิงก์ออก')
  await editor.fill('ลิงก์ของปุ่ม (https)', '')
  await editor.fill('ข้อความบนปุ่ม', '')
  // The phone beside the form shows what will arrive: the picture alone, no card.
  await editor.page.locator('.line-picture img').first().waitFor()
  expect(await editor.page.locator('.flex-message').count()).toBe(0)
  await editor.expectAccessible()

  await editor.press('บันทึกการ์ด')
  await editor.page.getByRole('heading', { name: 'ขั้นตอนการยืม' }).waitFor()
  await editor.page.waitForURL(/\/cards\/[0-9a-f-]{36}$/)
  const contentId = editor.page.url().split('/').at(-1) as string

  const { title, template, data, version } = (await sender.editor.get(`/contents/${contentId}`)).body
  expect(data).toMatchObject({ sentAs: 'image', alt })
  const filed = { title, template, data, version, ...filing }
  expect(await sender.editor.put(`/contents/${contentId}`, filed)).toMatchObject({ status: 200 })
  expect(await sender.approver.post(`/contents/${contentId}/approve`)).toMatchObject({ status: 200 })
  const sharing = await sender.editor.get(`/contents/${contentId}/sharing`)
  expect(sharing.body).toMatchObject({ text: alt, pictureUrl: data.pictureUrl, isShareable: true })
  const campaign = await sender.prepare('รูปภาพ', undefined, { message: { contentId } })

  // Who approves reads its words on the sheet and sees the picture.
  const approver = await office.enter('approver')
  await approver.open(`/campaigns/${campaign}`)
  await approver.page.locator('.wide-only .line-picture img').waitFor()
  await approver.press('พิมพ์บันทึกขออนุมัติ')
  await approver.page
    .getByRole('article')
    .getByText(/ขั้นตอนการยืมทรัพย์สิน/)
    .waitFor()
  await sender.approve(campaign)
  expect(await sender.settled(campaign)).toMatchObject({ failed: 0, unknown: 0 })

  const sent = await office.system.sim.ledger()
  const image = { type: 'image', originalContentUrl: data.pictureUrl, previewImageUrl: data.pictureUrl }
  const last = sent.find(({ messages }) => messages.some(({ type }) => type === 'image'))
  expect(last?.messages).toEqual([image])

  const phone = await office.browser.newPage({ viewport: { width: 1440, height: 900 } })
  await phone.goto(`${office.system.urls.simulator}/#chat=${last?.to}`)
  const picture = phone.locator('.messages a.line-picture').last()
  await picture.locator('img').waitFor()
  await phone.getByText(/รูปภาพ/).first().waitFor() // in the list of chats
  const [whole] = await Promise.all([phone.waitForEvent('popup'), picture.click()])
  await whole.waitForLoadState()
  expect(whole.url()).toBe(data.pictureUrl)
  const shape = await whole.locator('img').evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight])
  expect(shape).toEqual([800, 1200])
  expect([editor.complaints, approver.complaints]).toEqual([[], []])
  for (const one of [editor, approver]) await one.close()
  await phone.close()
})

test('an officer sends the picture drawn of an approved card in one step, and is asked for what stands in its place', async () => {
  const card = {
    title: 'ขั้นตอนการยืม',
    template: 'opportunity',
    ...filing,
    data: { ...opportunity, source: 'ระเบียบพัสดุ', fiscalYear: 2567 },
  }
  const { body } = await sender.editor.post('/contents', card)
  expect(await sender.approver.post(`/contents/${body.id}/approve`)).toMatchObject({ status: 200 })
  const editor = await office.enter('editor')
  await editor.open(`/cards/${body.id}`)
  await editor.choose('link', 'ส่งเป็นรูปภาพ')
  await editor.page.waitForURL(/imageOf=/)
  await editor.page.getByAltText(/รูป/).first().waitFor()
  for (const impossible of ['ลิงก์ของปุ่ม (https)', 'ข้อความบนปุ่ม', 'แถบกำกับ เช่น ร่าง'])
    expect(await editor.page.getByLabel(impossible).count()).toBe(0)
  await editor.expectAccessible()
  await editor.fill(/ข้อความแทนรูป/, alt)
  await editor.page.locator('.line-picture img').first().waitFor()
  await editor.press('บันทึกการ์ด')
  await editor.page.waitForURL(/\/cards\/[0-9a-f-]{36}$/)
  // What the card kept from outsiders, its picture keeps from them too.
  await editor.see('สำหรับบุคลากรเท่านั้น')
  const saved = (await sender.editor.get(`/contents/${editor.page.url().split('/').at(-1)}`)).body
  const { owner, basis, itaItems } = filing
  expect(saved).toMatchObject({ title: card.title, template: 'picture', state: 'draft', owner, basis, itaItems })
  const { url } = (await sender.editor.get(`/contents/${body.id}/picture?size=square`)).body
  const data = {
    alt,
    sentAs: 'image',
    recipients: 'staff',
    pictureUrl: url,
    pictureRatio: '1040:1040',
    fiscalYear: 2567,
  }
  expect(saved.data).toMatchObject(data)
  expect(editor.complaints).toEqual([])
  await editor.close()
})

test('a card approved on the page gives its own picture to send, and never that of the draft', async () => {
  const data = { ...opportunity, source: 'ระเบียบพัสดุ', fiscalYear: 2567 }
  const { body } = await sender.editor.post('/contents', {
    title: 'ภาพของร่าง',
    template: 'opportunity',
    ...filing,
    data,
  })
  await sender.editor.post(`/contents/${body.id}/picture`, { sizes: ['square'] })
  const pictureNow = async () => (await sender.editor.get(`/contents/${body.id}/picture?size=square`)).body.url
  const approver = await office.enter('approver')
  await approver.open(`/cards/${body.id}`)
  await approver.page.locator('.picture-thumbnail').waitFor()
  const draft = await pictureNow()
  await approver.press('อนุมัติการ์ด')
  await approver.page.getByRole('dialog').getByRole('button', { name: 'อนุมัติการ์ด' }).click()
  await approver.choose('link', 'ส่งเป็นรูปภาพ')
  await approver.page.waitForURL(/imageOf=/)
  await approver.fill(/ข้อความแทนรูป/, alt)
  await approver.press('บันทึกการ์ด')
  await approver.page.waitForURL(/\/cards\/[0-9a-f-]{36}$/)
  const saved = (await sender.editor.get(`/contents/${approver.page.url().split('/').at(-1)}`)).body
  expect(saved.data.pictureUrl).toBe(await pictureNow())
  expect(saved.data.pictureUrl).not.toBe(draft)
  expect(approver.complaints).toEqual([])
  await approver.close()
})
