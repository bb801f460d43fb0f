import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { createMessageDrawer } from '../../../../src/features/pictures/message-drawer.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createMediaStore } from '../../../../src/platform/media/media-store.ts'
import { createPictures } from '../../../../src/platform/pictures/create-pictures.ts'

const folder = mkdtempSync(join(tmpdir(), 'message-drawer-'))
const media = createMediaStore(folder)
const drawing = createPictures()
const publicUrl = 'https://sucharit.example'
const drawMessages = createMessageDrawer({ media, pictures: drawing, publicUrl, log: createLog({ level: 'silent' }) })
const templates = loadTemplates(join(import.meta.dirname, '../../../../flex-templates'))
afterAll(async () => {
  await drawing.close()
  rmSync(folder, { recursive: true, force: true })
})

async function draw(...messages: OutgoingMessage[]) {
  const url = await drawMessages(messages)
  expect(url).toMatch(/^https:\/\/sucharit\.example\/media\/[0-9a-f]{64}\.png$/)
  const found = await media.find((url as string).slice(`${publicUrl}/media/`.length))
  return sharp(found?.bytes)
}

/** How many of a hundred points across the middle of the picture have this colour. */
async function share(picture: Sharp, color: [number, number, number], at: number): Promise<number> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const y = Math.floor(info.height * at)
  const hits = Array.from({ length: 100 }, (_, step) => Math.floor((info.width * (step + 0.5)) / 100)).filter((x) =>
    color.every((part, channel) => Math.abs((data[(y * info.width + x) * 3 + channel] as number) - part) < 12),
  )
  return hits.length
}

const render = (name: string, change: object = {}) =>
  templates.render(name, { ...(templates.sampleOf(name as never) as object), ...change }) as OutgoingMessage

test.each(templates.names)(
  '%s is drawn as it arrives, as high as it comes out and within what LINE takes',
  async (name) => {
    const picture = await draw(render(name))
    const { width = 0, height = 0, size = 0 } = await picture.metadata()
    expect(width).toBeGreaterThan(500)
    expect(width * height).toBeLessThan(4_600_000)
    expect(size).toBeLessThan(1_000_000)
  },
)

test('a picture of ours is on it, another’s is an empty frame, and both cards stand side by side', async () => {
  const red = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#c81e1e' } })
    .png()
    .toBuffer()
  const own = `${publicUrl}/media/${await media.put(red, 'png')}`
  expect(await share(await draw(render('notice', { pictureUrl: own })), [200, 30, 30], 0.2)).toBeGreaterThan(80)
  const foreign = await draw(render('notice', { pictureUrl: 'https://elsewhere.example/a.png' }))
  expect(await share(foreign, [238, 241, 248], 0.2)).toBeGreaterThan(80)
  const { width: one = 0 } = await (await draw(render('notice'))).metadata()
  const pair = render('ita-summary')
  const { width: two = 0, height = 0 } = await (await draw(pair)).metadata()
  expect([one, two / height < 1]).toEqual([984, true])
})

test('LINE’s own image is drawn whole, in its own shape', async () => {
  const tall = await sharp({ create: { width: 100, height: 250, channels: 3, background: '#c81e1e' } })
    .jpeg()
    .toBuffer()
  const url = `${publicUrl}/media/${await media.put(tall, 'jpg')}`
  const picture = await draw({ type: 'image', originalContentUrl: url, previewImageUrl: url })
  const { width = 1, height = 0 } = await picture.metadata()
  expect(height / width).toBeCloseTo((300 * 2.5 + 28) / (300 + 28), 1)
  expect(await share(picture, [200, 30, 30], 0.15)).toBeGreaterThan(85)
})

test('what cannot be drawn in time leaves nobody waiting', async () => {
  const broken = { ...drawing, renderWhole: () => Promise.reject(new Error('the drawing process ended')) }
  const log = createLog({ level: 'silent' })
  const draws = createMessageDrawer({ media, pictures: broken, publicUrl, log })
  expect(await draws([render('notice')])).toBeUndefined()
  const slow = { ...drawing, renderWhole: () => new Promise<Buffer>(() => {}) }
  expect(await createMessageDrawer({ media, pictures: slow, publicUrl, log })([render('notice')])).toBeUndefined()
})
