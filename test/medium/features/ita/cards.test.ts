import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSeed } from '../../../../prisma/seed/load-seed.ts'
import { seedFigures } from '../../../../prisma/seed/seed-figures.ts'
import { openCardOffice } from '../../../support/card-office.ts'
import { filing } from '../../../support/filing.ts'

const seed = loadSeed()

// Real: PostgreSQL, the API over HTTP, and the pictures as they are drawn.
let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
  await office.database.transaction((tx) => seedFigures(tx, seed, new Date()))
})
afterAll(() => office.close())

const make = (body: object, who = office.people.editor) => office.call(who, '/ita/cards', body)
const read = async (id: string) => (await office.call(office.people.viewer, `/contents/${id}`)).body
const heroOf = async (id: string) => {
  const { data } = await office.database.transaction((tx) => office.content.resolveMessage(tx, { contentId: id }))
  return (data as { pictureUrl?: string | null }).pictureUrl ?? null
}

describe('the ten indicators of two years', () => {
  test('become a draft card with its picture in one step, and approved it goes out with it', async () => {
    const made = await make({ subject: 'comparison' })
    expect(made.status).toBe(201)
    const card = await read(made.body.contentId)
    expect(card).toMatchObject({
      state: 'draft',
      template: 'ita-comparison',
      title: 'คะแนน ITA รายตัวชี้วัด พ.ศ. 2565 และ 2566',
      kind: 'ita_result',
      owner: 'ศูนย์ปฏิบัติการต่อต้านการทุจริต', // as of the other cards of the result
      basis: seed.ita.source,
    })
    const [year, before] = seed.ita.years
    expect(card.data.indicators).toEqual(
      year?.indicators.map(({ no, titleTh, score }) => ({
        ...{ no, title: titleTh, score },
        previousScore: before?.indicators.find((one) => one.no === no)?.score,
      })),
    )
    expect(card.data).toMatchObject({ fiscalYear: 2566, previousYear: 2565, target: year?.target, source: card.basis })
    await office.runJobs()
    expect((await office.call(office.people.viewer, `/contents/${card.id}/picture?size=portrait`)).body).toMatchObject({
      state: 'made',
    })

    expect((await office.call(office.people.approver, `/contents/${card.id}/approve`, {})).status).toBe(200)
    await office.runJobs()
    expect(await heroOf(card.id)).toMatch(/\/media\/[0-9a-f]{64}\.png$/)
  })

  test('of a year that nobody imported are not found, and a viewer makes no card', async () => {
    expect((await make({ subject: 'comparison', fiscalYear: 2560 })).status).toBe(404)
    expect((await make({ subject: 'comparison' }, office.people.viewer)).status).toBe(403)
  })
})

describe('the measures of a year', () => {
  test('become a draft card: owners and deadline from the plan, progress from what approved cards have told', async () => {
    const [first, second] = seed.measures.measures
    const tell = async (title: string, state: string) => {
      const data = { title, owner: 'สำนักงานเลขาธิการ', state }
      const { body } = await office.call(office.people.editor, '/contents', {
        title,
        template: 'measure-update',
        data,
        ...filing,
      })
      await office.call(office.people.approver, `/contents/${body.id}/approve`, {})
    }
    await tell(first?.areaTitle as string, 'delayed')
    await tell(second?.steps[0]?.titleTh as string, 'done')

    const made = await make({ subject: 'measures' })
    expect(made).toMatchObject({ status: 201 })
    const card = await read(made.body.contentId)
    expect(card).toMatchObject({ state: 'draft', template: 'measure-timeline', kind: 'measure', owner: 'หน่วยงานทดสอบ' })
    expect(card.title).toBe('มาตรการ 7 ด้าน ปีงบประมาณ พ.ศ. 2567')
    expect(card.data.measures).toHaveLength(7)
    expect(card.data.measures[0]).toMatchObject({ title: first?.areaTitle, state: 'delayed', percent: null })
    expect(card.data.measures[1]).toMatchObject({
      state: 'in_progress',
      percent: Math.round(100 / (second?.steps.length as number)),
      dueDate: seed.measures.endsOn,
    })
    expect(card.data.measures[2]).toMatchObject({ state: 'in_progress', percent: null })
    await office.runJobs()
    await office.call(office.people.approver, `/contents/${card.id}/approve`, {})
    await office.runJobs()
    expect(await heroOf(card.id)).toMatch(/\/media\/[0-9a-f]{64}\.png$/)
  })
})
