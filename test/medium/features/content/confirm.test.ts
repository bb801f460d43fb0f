import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSeed } from '../../../../prisma/seed/load-seed.ts'
import { seedFigures } from '../../../../prisma/seed/seed-figures.ts'
import { openCardOffice } from '../../../support/card-office.ts'

const seed = loadSeed()
let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
  await office.database.transaction((tx) => seedFigures(tx, seed, new Date()))
})
afterAll(() => office.close())

async function starter(code: string) {
  const { id } = await office.database.prisma.content.findUniqueOrThrow({ where: { code } })
  const { body } = await office.call(office.people.approver, `/contents/${id}`)
  return body as { id: string; toConfirm: string[]; version: number }
}
const approve = (id: string, body: object) => office.call(office.people.approver, `/contents/${id}/approve`, body)

test('a starter card shows its approver what to confirm first, and is approved once all of it is confirmed', async () => {
  const note = seed.cards[0]?.confirm
  const { id, toConfirm } = await starter('dos-donts-01')
  expect(toConfirm).toEqual([note])
  const refused = await approve(id, {})
  expect([refused.status, refused.body.code]).toEqual([422, 'CONTENT_UNCONFIRMED'])
  expect(refused.body.data).toEqual({ unconfirmed: [note] })
  expect((await approve(id, { confirmed: ['ข้ออื่น'] })).body.data).toEqual({ unconfirmed: [note] })
  expect(await approve(id, { confirmed: toConfirm })).toMatchObject({ status: 200, body: { state: 'approved' } })
  const entry = await office.database.prisma.auditEntry.findFirstOrThrow({
    where: { subject: id, action: 'content.approve' },
  })
  expect(JSON.parse(entry.body)).toMatchObject({ data: { confirmed: [note] } })
})

test('what is to be confirmed stays with the card when its words change, and a card of the result has nothing', async () => {
  const { id, toConfirm, version } = await starter('no-gift-new-year')
  expect(toConfirm).toHaveLength(1)
  const { body } = await office.call(office.people.editor, `/contents/${id}`)
  const { title, template, data, basis, itaItems, owner, reviewOn } = body
  const words = { title: `${title} นี้`, template, data, basis, itaItems, owner, reviewOn, version }
  expect((await office.call(office.people.editor, `/contents/${id}`, words, 'PUT')).body).toMatchObject({ toConfirm })
  expect((await approve(id, {})).body.code).toBe('CONTENT_UNCONFIRMED')
  expect((await starter('ita-2566-summary')).toConfirm).toEqual([])
})
