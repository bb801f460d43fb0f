import jsQR from 'jsqr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../../../src/platform/log.ts'
import { drawPdfPage } from '../../../../src/platform/pictures/draw-pdf-page.ts'
import { openCardOffice } from '../../../support/card-office.ts'
import { filing } from '../../../support/filing.ts'
import { listMissingHeaders } from '../../../support/missing-headers.ts'
import { pictureSample } from '../../../support/picture-samples.ts'

let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
})
afterAll(() => office.close())

const { editor, approver, viewer } = {
  editor: () => office.people.editor,
  approver: () => office.people.approver,
  viewer: () => office.people.viewer,
}
const here = (address: string) => address.replace('http://localhost:3000', office.url)

async function makeCard(title: string): Promise<string> {
  const data = { ...pictureSample('dos-donts'), title, link: { label: 'อ่านระเบียบ', url: 'https://example.go.th/gift' } }
  const made = await office.call(editor(), '/contents', { title, template: 'dos-donts', data, ...filing })
  expect(made.status).toBe(201)
  return made.body.id
}
const approve = (id: string) => office.call(approver(), `/contents/${id}/approve`, {})

async function print(id: string, paper: 'a4' | 'a3'): Promise<Buffer> {
  await office.call(editor(), `/contents/${id}/picture`, { sizes: [paper] })
  await office.runJobs()
  const { url } = (await office.call(viewer(), `/contents/${id}/picture?size=${paper}`)).body
  return Buffer.from(await (await fetch(here(url))).arrayBuffer())
}

/** What a phone held up to the sheet opens. */
async function scan(pdf: Buffer): Promise<string | undefined> {
  const page = await drawPdfPage(pdf, createLog({ level: 'silent' }))
  if (!page) throw new Error('The sheet cannot be drawn.')
  const { data, info } = await sharp(page.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data
}

describe('the QR code of a printed sheet', () => {
  test.each(['a4', 'a3'] as const)('on %s opens the page of the card: its picture and all its words', async (paper) => {
    const id = await makeCard(`ของขวัญ <ปีใหม่> ${paper}`)
    await approve(id)
    const address = await scan(await print(id, paper))
    expect(address).toBe(`http://localhost:3000/c/${id}`)
    const answer = await fetch(here(address as string))
    expect([answer.status, listMissingHeaders(answer)]).toEqual([200, []])
    expect(answer.headers.get('x-robots-tag')).toBe('noindex')
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    const page = await answer.text()
    expect(page).toContain(`<h1>ของขวัญ &lt;ปีใหม่&gt; ${paper}</h1>`)
    for (const said of ['หน่วยงานทดสอบ', pictureSample('dos-donts').do, 'ปีงบประมาณ พ.ศ. 2567'])
      expect(page).toContain(said)
    expect(page).toContain('<a href="https://example.go.th/gift">อ่านระเบียบ</a>')
    const [, picture] = /<img src="(\/media\/[0-9a-f]{64}\.png)"/.exec(page) ?? []
    expect((await fetch(`${office.url}${picture}`)).status).toBe(200)
  })

  test('opens nothing of a draft, of a card that was retired, or of a card of which no sheet was printed', async () => {
    const [printed, other] = [await makeCard('ใบที่ยังเป็นร่าง'), await makeCard('ใบที่ไม่ได้พิมพ์')]
    const address = await scan(await print(printed, 'a4'))
    expect(address).toBe(`http://localhost:3000/c/${printed}`)
    await approve(other)
    const open = async (id: string) => {
      const answer = await fetch(`${office.url}/c/${id}`)
      return { status: answer.status, page: await answer.text() }
    }
    const nothing = await open('00000000-0000-7000-8000-000000000000')
    expect(nothing.status).toBe(404)
    expect(nothing.page).toContain('ไม่พบการ์ดนี้')
    expect([await open(printed), await open(other), await open('nothing')]).toEqual([nothing, nothing, nothing])
    await approve(printed)
    expect((await open(printed)).status).toBe(200)
    await office.call(approver(), `/contents/${printed}/retire`, {})
    expect(await open(printed)).toEqual(nothing)
  })

  test('opens nothing of a card for staff alone, and is no link on its sheet', async () => {
    const data = pictureSample('budget-summary')
    const card = { title: 'งบประมาณของหน่วย', template: 'budget-summary', data, ...filing }
    const { id } = (await office.call(editor(), '/contents', card)).body
    expect((await approve(id)).status).toBe(200)
    expect(await scan(await print(id, 'a4'))).toBeUndefined()
    const read = async (of: string) => {
      const answer = await fetch(`${office.url}/c/${of}`)
      return { status: answer.status, page: await answer.text() }
    }
    const nothing = await read('00000000-0000-7000-8000-000000000000')
    expect(nothing.status).toBe(404)
    expect(await read(id)).toEqual(nothing)
  })

  test('of figures without a card opens the picture itself', async () => {
    const data = pictureSample('ita-comparison')
    const asked = await office.call(editor(), '/pictures', { template: 'ita-comparison', data, sizes: ['a4'] })
    await office.runJobs()
    const { url } = (await office.call(viewer(), `/pictures/${asked.body.items[0].id}`)).body
    const address = await scan(Buffer.from(await (await fetch(here(url))).arrayBuffer()))
    expect(address).toMatch(/^http:\/\/localhost:3000\/media\/[0-9a-f]{64}\.png$/)
    expect((await fetch(here(address as string))).headers.get('content-type')).toBe('image/png')
  })
})
