import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pictureTemplates } from '../../../../src/contracts/picture-templates.ts'
import type { JobRequest } from '../../../../src/platform/queue/queue.ts'
import { openCardOffice } from '../../../support/card-office.ts'
import { filing } from '../../../support/filing.ts'
import { pictureSample } from '../../../support/picture-samples.ts'
import { until } from '../../../support/until.ts'

let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
})
afterAll(() => office.close())

const { do: toDo, dont, title } = pictureSample('dos-donts')

async function draftCard(change: object = {}): Promise<string> {
  const data = { title, do: toDo, dont, source: 'No Gift Policy', fiscalYear: 2567, ...change }
  const made = await office.call(office.people.editor, '/contents', { title, template: 'dos-donts', data, ...filing })
  expect(made.status).toBe(201)
  return made.body.id
}
const ask = (id: string, sizes = ['square'], who = office.people.editor) =>
  office.call(who, `/contents/${id}/picture`, { sizes })
const find = async (id: string, size = 'square') =>
  (await office.call(office.people.viewer, `/contents/${id}/picture?size=${size}`)).body
const approve = (id: string) => office.call(office.people.approver, `/contents/${id}/approve`, {})

describe('the picture of a card', () => {
  test('is asked for, drawn by a job, and served unchangeable', async () => {
    const id = await draftCard()
    expect(await find(id)).toMatchObject({ state: 'none', url: null })
    expect((await ask(id, ['square', 'story'])).body.items).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
    expect(await office.runJobs()).toBe(2)
    const { state, url } = await find(id, 'story')
    expect(state).toBe('made')
    expect(url).toMatch(/^http:\/\/localhost:3000\/media\/[0-9a-f]{64}\.png$/)
    const served = await fetch(url.replace('http://localhost:3000', office.url))
    expect(served.headers.get('cache-control')).toContain('immutable')
    const png = PNG.sync.read(Buffer.from(await served.arrayBuffer()))
    expect([png.width, png.height]).toEqual([1080, 1920])
  })

  test.each([
    ['a4', 595.3, 841.8],
    ['a3', 841.9, 1190.6],
  ])('is printed on %s as vectors, with a QR code', async (size, width, height) => {
    const id = await draftCard({ title: 'ใบปิดประกาศ' })
    await ask(id, [size])
    await office.runJobs()
    const { url } = await find(id, size)
    expect(url).toMatch(/\.pdf$/)
    const served = await fetch(url.replace('http://localhost:3000', office.url))
    expect(served.headers.get('content-type')).toBe('application/pdf')
    const pdf = Buffer.from(await served.arrayBuffer()).toString('latin1')
    const box = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)
    expect(Number(box?.[1])).toBeCloseTo(width, 0)
    expect(Number(box?.[2])).toBeCloseTo(height, 0)
    expect(pdf).not.toMatch(/\/Subtype\s*\/Image/)
    expect(pdf.length).toBeLessThan(400_000)
  })

  test('is drawn once for the same words, whoever asks and however often', async () => {
    const [one, two] = [await draftCard(), await draftCard()]
    const asked = await Promise.all([ask(one), ask(one), ask(two)])
    await office.runJobs()
    const ids = asked.map(({ body }) => body.items[0].id)
    expect(new Set(ids).size).toBe(1)
    expect((await find(one)).url).toBe((await find(two)).url)
  })

  test('of a draft carries the band; approved, the card has another picture, drawn without being asked for', async () => {
    const id = await draftCard({ title: 'เรื่องที่รออนุมัติ' })
    await ask(id)
    await office.runJobs()
    const draft = await find(id)
    expect((await approve(id)).status).toBe(200)
    expect((await find(id)).state).toBe('waiting')
    await office.runJobs()
    const approved = await find(id)
    expect(approved.state).toBe('made')
    expect(approved.url).not.toBe(draft.url)
  })

  test('is the hero of the Flex message once the card is approved, never before', async () => {
    const id = await draftCard({ title: 'ภาพในข้อความ' })
    await ask(id)
    await office.runJobs()
    const resolve = () =>
      office.database.transaction((tx) => office.content.resolveMessage(tx, { contentId: id })) as Promise<{
        data: { pictureUrl?: string | null }
      }>
    expect((await resolve()).data.pictureUrl ?? null).toBeNull()
    await approve(id)
    await office.runJobs()
    expect((await resolve()).data.pictureUrl).toBe((await find(id)).url)
  })

  test('whose words do not fit is refused at once with what to cut, and nothing is kept', async () => {
    const id = await draftCard({ do: 'แจ้งผู้บังคับบัญชาเมื่อได้รับของขวัญ '.repeat(6).trim() })
    const before = await office.database.prisma.picture.count()
    const refused = await ask(id, ['story', 'wide'])
    expect([refused.status, refused.body.code]).toEqual([422, 'PICTURE_TOO_FULL'])
    expect(refused.body.data.fields).toMatchObject([{ field: 'do', cutLetters: expect.any(Number) }])
    expect(refused.body.message).toMatch(/[ก-๙]/)
    expect(await office.database.prisma.picture.count()).toBe(before)
  })

  test('of an approved card whose words do not fit is told as refused, and the card goes out without', async () => {
    const id = await draftCard({ do: 'แจ้งผู้บังคับบัญชาเมื่อได้รับของขวัญ '.repeat(6).trim() })
    await approve(id)
    await office.runJobs()
    expect(await find(id)).toMatchObject({ state: 'refused', url: null, cuts: [{ field: 'do' }] })
  })

  test('is asked for by editors only, and for templates that have one', async () => {
    expect((await ask(await draftCard(), ['square'], office.people.viewer)).status).toBe(403)
    const { sample } = (await office.call(office.people.viewer, '/templates')).body.items.find(
      ({ name }: { name: string }) => name === 'menu',
    )
    const menu = await office.call(office.people.editor, '/contents', { title: 'เมนู', template: 'menu', data: sample })
    expect((await ask(menu.body.id)).body.code).toBe('PICTURE_UNKNOWN')
  })
})

describe('a picture of figures without a card', () => {
  test('is drawn as a draft from data that is checked', async () => {
    const data = pictureSample('ita-comparison')
    const asked = await office.call(office.people.editor, '/pictures', {
      template: 'ita-comparison',
      data,
      sizes: ['portrait'],
    })
    expect(asked.status).toBe(202)
    await office.runJobs()
    const found = await office.call(office.people.viewer, `/pictures/${asked.body.items[0].id}`)
    expect(found.body).toMatchObject({ state: 'made', format: 'portrait' })
    const bad = await office.call(office.people.editor, '/pictures', {
      template: 'ita-comparison',
      data: { title: 'ก' },
    })
    expect([bad.status, bad.body.code]).toEqual([422, 'TEMPLATE_DATA_INVALID'])
  })
})

describe('the look of pictures', () => {
  const setLook = (look: object) => office.call(office.people.owner, '/pictures/look', look, 'PUT')
  const setLogo = (image: string | null) => office.call(office.people.owner, '/pictures/logo', { image }, 'PUT')

  test('is set by the owner, audited, and has every picture drawn anew', async () => {
    const id = await draftCard({ title: 'สีของหน่วยงาน' })
    await ask(id)
    await office.runJobs()
    const before = await find(id)
    expect((await setLook({ navy: '#0B3D2E', isMourning: true })).body).toMatchObject({
      navy: '#0B3D2E',
      isMourning: true,
    })
    expect((await find(id)).state).toBe('none')
    await setLook({})
    expect(await find(id)).toEqual(before)
    expect(await office.database.prisma.auditEntry.count({ where: { action: 'pictures.look' } })).toBe(2)
    expect((await office.call(office.people.editor, '/pictures/look', {}, 'PUT')).status).toBe(403)
  })

  test('refuses a colour with too little contrast and gives the figure', async () => {
    const refused = await setLook({ blue: '#9DB2FF' })
    expect([refused.status, refused.body.code]).toEqual([422, 'CONTRAST_TOO_LOW'])
    expect(refused.body.data).toMatchObject({ color: 'blue', least: 4.5 })
    expect(refused.body.data.contrast).toBeLessThan(4.5)
  })

  test('takes a logo as pixels alone, and refuses what is no picture or unfolds into too many', async () => {
    const logo = readFileSync(join(import.meta.dirname, 'references/notice.png')).toString('base64')
    expect((await setLogo(logo)).body.logo).toMatch(/^[0-9a-f]{64}\.png$/)
    expect((await setLogo(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'))).body.code).toBe(
      'IMAGE_UNREADABLE',
    )
    const bomb = PNG.sync.write(new PNG({ width: 5000, height: 5000, colorType: 0, inputColorType: 0 } as never), {
      deflateLevel: 9,
      filterType: 0, // the others are tried out otherwise, which takes six times as long
    })
    expect((await setLogo(bomb.toString('base64'))).body.code).toBe('IMAGE_UNREADABLE')
    expect((await setLogo(null)).body.logo).toBeNull()
  })
})

describe('the hero of an approved card', () => {
  const setLook = (look: object) => office.call(office.people.owner, '/pictures/look', look, 'PUT')
  const heroOf = async (id: string) => {
    const { data } = await office.database.transaction((tx) => office.content.resolveMessage(tx, { contentId: id }))
    return (data as { pictureUrl?: string | null }).pictureUrl ?? null
  }
  const renewal = () => office.pictures.sweepSources.find(({ name }) => name === 'heroes to renew')
  /** As the sweeper and the worker would: what the rows call for, then what that has ordered. */
  async function sweep(): Promise<void> {
    for (let round = 0; round < 20; round++) {
      const lost = (await renewal()?.findLost()) ?? []
      if (lost.length === 0) return
      for (const request of lost) await office.runJob(request)
      await office.runJobs()
    }
    throw new Error('There is no end to what must be drawn anew.')
  }

  test('is drawn anew when the look changes, and until then the one before is used', async () => {
    const id = await draftCard({ title: 'ภาพตามรูปแบบใหม่' })
    await approve(id)
    await office.runJobs()
    await sweep()
    const before = await heroOf(id)
    expect(before).not.toBeNull()
    expect(await renewal()?.findLost()).toEqual([])

    await setLook({ isMourning: true })
    expect(await heroOf(id)).toBe(before)
    await sweep()
    const after = await heroOf(id)
    expect(after).toBe((await find(id)).url)
    expect(after).not.toBe(before)
    expect(await renewal()?.findLost()).toEqual([])

    await setLook({})
    expect(await heroOf(id)).toBe(before)
  })

  test('of words that are no card is the one before too, when the look has changed since they were approved', async () => {
    const words = pictureSample('poll-result')
    const card = { id: null, template: 'poll-result', state: 'approved' as const }
    const find = (data: object) => office.database.transaction((tx) => office.pictures.findHero(tx, { ...card, data }))
    await office.database.transaction((tx) => office.pictures.makeHero(tx, { ...card, data: words }))
    await office.runJobs()
    const before = await find(words)
    expect(before).toMatch(/\/media\//)
    await setLook({ navy: '#14213D' })
    expect(await find(words)).toBe(before)
    expect(await find({ ...words, title: 'แบบสำรวจอื่น' })).toBeUndefined()
    await setLook({})
  })

  test('is never the picture of words that the card no longer has', async () => {
    const id = await draftCard({ title: 'ถ้อยคำเดิม' })
    await approve(id)
    await office.runJobs()
    const card = (await office.call(office.people.viewer, `/contents/${id}`)).body
    const changed = { ...card.data, title: 'ถ้อยคำใหม่' }
    const { title, template, version } = card
    await office.call(
      office.people.editor,
      `/contents/${id}`,
      { title, template, version, data: changed, ...filing },
      'PUT',
    )
    await approve(id)
    expect(await heroOf(id)).toBeNull()
    await office.runJobs()
    expect(await heroOf(id)).not.toBeNull()
  })

  test('is made for every card of a long library, and what somebody asks for meanwhile waits for none of it', async () => {
    const { editor } = office.people
    const approval = { state: 'approved' as const, authorId: editor.userId, approvedAt: new Date() }
    const titles = Array.from({ length: 60 }, (_, place) => `การ์ดของคลัง ${place}`)
    await office.database.prisma.content.createMany({
      data: titles.map((title) => ({ title, template: 'notice', data: { title, text: 'ข้อความ' }, ...approval })),
    })
    await setLook({ navy: '#14213D' })
    const [request] = ((await renewal()?.findLost()) ?? []) as [JobRequest]
    const countDrawn = () => office.database.prisma.picture.count({ where: { template: 'notice', state: 'made' } })

    const stop = new AbortController()
    const first = office.runJob(request, stop.signal)
    await until(async () => (await countDrawn()) > 2, { withinMs: 20_000, what: 'the first pictures of the library' })
    const id = await draftCard({ title: 'ขอภาพระหว่างวาดทั้งคลัง' })
    await ask(id)
    expect(await office.runJobs()).toBe(1) // the library has ordered none that would wait before it
    expect((await find(id)).state).toBe('made')
    expect(await countDrawn()).toBeLessThan(60)

    stop.abort() // the process ends: what is left is found again
    await first
    expect(await countDrawn()).toBeLessThan(60)
    expect(await renewal()?.findLost()).toEqual([request])
    await office.runJob(request)
    expect(await countDrawn()).toBe(60)
    expect(await renewal()?.findLost()).toEqual([])
    await office.database.prisma.picture.deleteMany({ where: { template: 'notice' } })
    await setLook({})
  })

  test.each(pictureTemplates)('is drawn without being asked for: %s', async (template) => {
    const data = pictureSample(template)
    const made = await office.call(office.people.editor, '/contents', {
      title: `ภาพของ ${template}`,
      template,
      data,
      ...filing,
    })
    expect((await approve(made.body.id)).status).toBe(200)
    await office.runJobs()
    expect(await heroOf(made.body.id)).toMatch(/\/media\/[0-9a-f]{64}\.png$/)
  })
})

test('pictures that wait are asked for again by the sweeper, those drawn are not', async () => {
  const id = await draftCard({ title: 'งานที่หายไป' })
  const { body } = await ask(id)
  await office.database.prisma.outboxJob.deleteMany()
  const [source] = office.pictures.sweepSources
  const lost = async () =>
    (await source?.findLost())?.map(({ payload }) => (payload as { pictureId: string }).pictureId)
  expect(await lost()).toContain(body.items[0].id)
  await office.database.prisma.picture.updateMany({
    data: { state: 'made', media: 'x' },
    where: { id: body.items[0].id },
  })
  expect(await lost()).not.toContain(body.items[0].id)
})

test('a picture that can never be drawn is refused once, and asked for no more', async () => {
  const id = await draftCard({ title: 'ข้อมูลของรุ่นก่อน' })
  const { body } = await ask(id)
  const pictureId = body.items[0].id
  await office.database.prisma.picture.update({ where: { id: pictureId }, data: { data: { title: 'ขาดข้อมูล' } } })
  await office.runJobs()
  expect(await office.database.prisma.picture.findUnique({ where: { id: pictureId } })).toMatchObject({
    state: 'refused',
    problem: [],
  })
  const lost = (await office.pictures.sweepSources[0]?.findLost()) ?? []
  expect(lost.map(({ payload }) => payload)).not.toContainEqual({ pictureId })
})
