import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openCardOffice } from '../../../support/card-office.ts'

let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
})
afterAll(() => office.close())

const send = (file: Buffer, more: object = {}, who = office.people.editor) =>
  office.call(who, '/uploads/pictures', { file: file.toString('base64'), ...more })
const sendDocument = (file: Buffer, name = 'ประกาศ.pdf') =>
  office.call(office.people.editor, '/uploads/documents', { file: file.toString('base64'), name })
const serve = async (url: string) => {
  const answer = await fetch(url.replace('http://localhost:3000', office.url))
  return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) }
}
const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#3B5BDB' } })

describe('a picture', () => {
  test('is drawn anew 1040 px across, upright, without the place where it was taken', async () => {
    const taken = await photo(3000, 2000)
      .withExif({ IFD0: { Copyright: 'secret-owner' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '13/1 45/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { status, body } = await send(taken)
    expect([status, body.width, body.height]).toEqual([201, 1040, 1560])
    const { type, bytes } = await serve(body.url)
    expect(type).toBe('image/jpeg')
    const { exif, orientation, format } = await sharp(bytes).metadata()
    expect({ exif, orientation, format }).toEqual({ exif: undefined, orientation: undefined, format: 'jpeg' })
  })

  test('is cropped to the part that was chosen', async () => {
    const half = await photo(400, 400)
      .composite([
        {
          input: await sharp({ create: { width: 200, height: 400, channels: 3, background: '#F2B705' } })
            .png()
            .toBuffer(),
          left: 200,
          top: 0,
        },
      ])
      .png()
      .toBuffer()
    const { body } = await send(half, { crop: { x: 0.5, y: 0, width: 0.5, height: 0.5 } })
    expect([body.width, body.height]).toEqual([200, 200])
    const { dominant } = await sharp((await serve(body.url)).bytes).stats()
    expect(dominant.r).toBeGreaterThan(200)
  })

  test('of an earlier release that is more than LINE shows goes out on a card, and as an image only when uploaded anew', async () => {
    const noise = randomBytes(1040 * 1040 * 3)
    const large = await sharp(noise, { raw: { width: 1040, height: 1040, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer()
    expect(large.length).toBeGreaterThan(1_000_000)
    const data = { sentAs: 'image', alt: 'ขั้นตอนการยืม', pictureRatio: '1040:1040' }
    const card = (url: string, sentAs = 'image') => ({
      title: 'ขั้นตอนการยืม',
      template: 'picture',
      data: { ...data, sentAs, pictureUrl: url },
    })
    const save = (body: object) => office.call(office.people.editor, '/contents', body)

    const earlier = `http://localhost:3000/media/${await office.media.put(large, 'jpg')}`
    const refused = await save(card(earlier))
    expect(refused).toMatchObject({ status: 422, body: { code: 'TEMPLATE_DATA_INVALID' } })
    expect(refused.body.data).toEqual([expect.objectContaining({ path: 'pictureUrl' })])
    expect(JSON.stringify(refused.body)).toMatch(/เกิน 1 MB/)
    expect(await save(card(earlier, 'card'))).toMatchObject({ status: 201 })

    const { status, body } = await send(large)
    expect([status, body.url]).toEqual([201, expect.stringMatching(/jpg$/)])
    const anew = await save(card(body.url))
    expect([anew.status, anew.body]).toEqual([201, expect.objectContaining({ state: 'draft' })])
  })

  test.each([
    ['words with the name of a picture', () => Buffer.from('<svg onload=alert(1)> is no PNG')],
    [
      'an SVG, which can run things',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4000, 7)])],
    ['half a JPEG', async () => (await photo(800, 800).jpeg().toBuffer()).subarray(0, 900)],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%%EOF')],
  ])('is refused in words when it is %s', async (_what, make) => {
    const { status, body } = await send(await make())
    expect([status, body.code]).toEqual([422, 'IMAGE_UNREADABLE'])
    expect(body.message).toMatch(/PNG, JPEG/)
  })

  test('is refused when a small file would unfold into 2.5 gigapixels', async () => {
    const bomb = makeBlackPng(50_000, 50_000)
    expect(bomb.length).toBeLessThan(1_000_000)
    const { status, body } = await send(bomb)
    expect([status, body.code]).toEqual([422, 'IMAGE_TOO_MANY_PIXELS'])
  })

  test('is refused when LINE could not show its shape', async () => {
    const { body } = await send(await photo(100, 301).png().toBuffer())
    expect(body.code).toBe('IMAGE_TOO_TALL')
  })

  test('is refused in words at 50 MB, and a stranger’s before it is read', async () => {
    const large = Buffer.alloc(50_000_000)
    expect(await send(large)).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } })
    const stranger = await office.call({ bearer: 'nobody' }, '/uploads/pictures', { file: 'A'.repeat(2_000_000) })
    expect(stranger).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
    expect((await office.call(office.people.editor, '/contents', { title: 'A'.repeat(2_000_000) })).status).toBe(413)
  })

  test('is not taken from who may not write cards, and is in the audit log of who may', async () => {
    const picture = await photo(40, 40).png().toBuffer()
    expect((await send(picture, {}, office.people.viewer)).status).toBe(403)
    const { body } = await send(picture)
    const entry = await office.database.prisma.auditEntry.findFirst({
      where: { action: 'media.upload' },
      orderBy: { seq: 'desc' },
    })
    expect(entry?.actorId).toBe(office.people.editor.userId)
    expect(entry?.body).toContain(body.url.split('/').at(-1))
  })
})

describe('a PDF', () => {
  test('is kept as it is, with its first page as a picture', async () => {
    const pdf = makePdf()
    const { status, body } = await sendDocument(pdf)
    expect(status).toBe(201)
    const kept = await serve(body.url)
    expect(kept.type).toBe('application/pdf')
    expect(kept.bytes.equals(pdf)).toBe(true)
    expect([body.firstPage.width, body.firstPage.height]).toEqual([1040, 1471])
    const { dominant } = await sharp((await serve(body.firstPage.url)).bytes).stats()
    expect(dominant.b).toBeGreaterThan(200) // the page is all blue
  })

  test('is drawn by a process that is told nothing of the server’s environment', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-such-option') // whoever is told of it does not start
    const { body } = await sendDocument(makePdf()).finally(vi.unstubAllEnvs)
    expect(body.firstPage).toMatchObject({ width: 1040 })
  })

  test('is kept without a picture when its pages cannot be drawn, and refused when it is none', async () => {
    const broken = await sendDocument(Buffer.from('%PDF-1.7\nnothing in it\n%%EOF'))
    expect(broken).toMatchObject({ status: 201, body: { firstPage: null } })
    expect(await sendDocument(Buffer.from('<html>%%EOF'))).toMatchObject({
      status: 422,
      body: { code: 'PDF_UNREADABLE' },
    })
  })
})

/** One page of A4, blue. Offsets are written as they come, so that it is a whole file. */
function makePdf(): Buffer {
  const paint = '0.1 0.2 0.9 rg 0 0 595 842 re f'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents 4 0 R >>',
    `<< /Length ${paint.length} >>\nstream\n${paint}\nendstream`,
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${text}xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
  )
}

/** A PNG that says how large it is and holds its first row alone: what is refused is refused by its head. */
function makeBlackPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * 20))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
