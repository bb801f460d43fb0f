import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { standardColors } from '../../../src/contracts/colors.ts'
import { pictureTemplates } from '../../../src/contracts/picture-templates.ts'
import { shortenTo } from '../../../src/contracts/templates/fields.ts'
import { isPublicCard, isPublicTemplate, templateNames, templateSchemas } from '../../../src/contracts/templates.ts'
import { loadTemplates } from '../../../src/line/flex/load-templates.ts'
import { allNodes, allTexts } from './nodes.ts'

const templates = loadTemplates('flex-templates')
const published = process.env.LINE_OPENAPI_DIR ?? '../shared/line-openapi'
const schemaFile = `${published}/messaging-api.strict.schema.json`

const sample = (name: (typeof templateNames)[number]) => templates.render(name, templates.sampleOf(name))

test('a menu takes whatever the bot has shortened to 100 letters, each with its marks', () => {
  const title = shortenTo(100, 'กลุ่มที่ปรึกษาผู้ทรงคุณวุฒิ'.repeat(8))
  const text = Array.from({ length: 6 }, () => title).join('\n')
  const data = { ...(templates.sampleOf('menu') as object), title, text }
  expect(title.length).toBeGreaterThan(100)
  expect(allTexts(templates.render('menu', data).contents)).toContain(title)
})

describe.each(templateNames)('%s', (name) => {
  const message = sample(name)
  const nodes = allNodes(message.contents)

  test('sets its own ground on every block', () => {
    const bubbles = nodes.filter(({ type }) => type === 'bubble')
    expect(bubbles.length).toBeGreaterThan(0)
    for (const bubble of bubbles) {
      expect(bubble).toMatchObject({
        size: 'mega',
        styles: { body: { backgroundColor: standardColors.paper }, footer: { backgroundColor: standardColors.paper } },
      })
    }
  })

  test('wraps its text, lets it grow with the reader’s setting and colours it', () => {
    for (const node of nodes.filter(({ type }) => type === 'text')) {
      expect(node, JSON.stringify(node)).toMatchObject({ scaling: true })
      if (node.flex !== 0) expect(node.wrap, JSON.stringify(node)).toBe(true)
      expect(node.color ?? node.contents, JSON.stringify(node)).toBeDefined()
    }
  })

  test('fixes no height around text', () => {
    for (const node of nodes.filter((box) => 'height' in box && box.type === 'box')) expect(allTexts(node)).toEqual([])
  })

  test('takes the longest name that an office can have in the settings', () => {
    const name200 = 'สำนักงานเพื่อการเรียนรู้ที่ยั่งยืน'.repeat(6).slice(0, 200)
    const data = { ...(templates.sampleOf(name) as object), agency: name200 }
    expect(allTexts(templates.render(name, data).contents).join('\n')).toContain(name200.slice(0, 20))
  })

  test('has one primary button at most', () => {
    expect(nodes.filter(({ style }) => style === 'primary').length).toBeLessThanOrEqual(1)
  })

  test('opens in LINE for PC whatever it opens on a phone', () => {
    const opening = nodes
      .map(({ action }) => action as { type?: string } | undefined)
      .filter((action) => action?.type === 'uri')
    for (const action of opening) expect(action).toMatchObject({ altUri: { desktop: expect.any(String) } })
  })

  test('has no hole where a word should be, and no font mark', () => {
    const texts = [message.altText, ...allTexts(message.contents)].join('\n')
    expect(texts).not.toMatch(/undefined|null|NaN|\[object|\$\{|[✓✔✕✗✘✅❌]/)
  })

  test('fits what LINE has published', (context) => {
    if (!existsSync(schemaFile)) context.skip(`${schemaFile} is not here: set LINE_OPENAPI_DIR to check against it`)
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    const check = ajv.addSchema(JSON.parse(readFileSync(schemaFile, 'utf8')), 'line').getSchema('line#/$defs/Message')
    expect(check?.(message) || check?.errors).toBe(true)
  })
})

test.each(pictureTemplates)('%s has room for the picture that is drawn of it, at its head', (name) => {
  const pictureUrl = `https://office.example/media/${'0'.repeat(64)}.png`
  const { contents } = templates.render(name, { ...(templates.sampleOf(name) as object), pictureUrl })
  const [first] = allNodes(contents).filter(({ type }) => type === 'bubble')
  expect(first).toMatchObject({ hero: { type: 'image', size: 'full', url: pictureUrl } })
})

test('keeps budget, measures and polls from groups with outsiders', () => {
  expect(templateNames.filter((name) => !isPublicTemplate(name))).toEqual([
    'opportunity',
    'invitation',
    'digest',
    'budget-summary',
    'measure-update',
    'measure-timeline',
    'poll-invite',
    'poll-question',
    'poll-result',
    'approval',
  ])
  const picture = { template: 'picture', data: templates.sampleOf('picture') as object }
  expect(isPublicCard(picture)).toBe(true)
  expect(isPublicCard({ ...picture, data: { ...picture.data, recipients: 'staff' } })).toBe(false)
})

test('tells the ITA result of 2566 in full', () => {
  const message = sample('ita-summary')
  expect(message.altText).toBe(
    '[ฉบับสาธิต] สำนักงาน ก.พ.ร.: ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566 ได้ 90.47 คะแนน (เต็ม 100) ระดับ “ผ่าน” ' +
      'ลดลง 2.15 คะแนน จากปีงบประมาณ พ.ศ. 2565 ค่าเฉลี่ยระดับประเทศ 90.19 คะแนน ' +
      'มี 14 ข้อที่ต่ำกว่าเป้าหมาย 85 คะแนน โปรดอ่านรายละเอียดในการ์ด',
  )
  const texts = allTexts(message.contents).join('\n')
  const told = [
    '90.47',
    'ระดับ “ผ่าน”',
    '90.19',
    '89.67',
    '88.75',
    '92.50',
    'IIT 69.67',
    'OIT 0.00',
    'เส้นเป้าหมาย 85 คะแนน',
  ]
  for (const words of [...told, 'ตัวเลขตามเอกสารที่เผยแพร่ อยู่ระหว่างตรวจสอบ']) expect(texts).toContain(words)
  const widths = allNodes(message.contents).map(({ width }) => width)
  expect(widths).toEqual(expect.arrayContaining(['89.67%', '88.75%', '92.5%', '85%']))
})

test('an opportunity names its closing day while it is open', () => {
  const { closesOn, ...open } = templates.sampleOf('opportunity') as Record<string, unknown>
  expect(closesOn).toMatch(/^\d{4}-/)
  const problemsOf = (data: object) =>
    templateSchemas.opportunity.safeParse(data).error?.issues.map(({ path }) => path.join('.')) ?? []
  expect(problemsOf({ ...open, state: 'open' })).toEqual(['closesOn'])
  expect(problemsOf({ ...open, state: 'announced' })).toEqual([])
})

test.each([
  { language: 'th', says: 'ITA ปีงบประมาณ พ.ศ. 2566 (คนละเครื่องมือ)' },
  { language: 'en', says: 'ITA, fiscal year B.E. 2566 (a different survey)' },
])(
  'names the ITA on the card of a result another instrument, and draws no bar of it ($language)',
  ({ language, says }) => {
    const ita = {
      fiscalYear: 2566,
      items: [{ no: '6.1', title: 'มอบหมายงานตามความสามารถ', instrument: 'IIT', score: 80.16 }],
    }
    const card = (own: object) =>
      templates.render('poll-result', { ...(templates.sampleOf('poll-result') as object), language, ...own })
    const texts = allTexts(card({ ita }).contents).map((text) => text.replaceAll('\u200b', ''))
    expect(texts).toEqual(expect.arrayContaining([says, '6.1 มอบหมายงานตามความสามารถ (IIT): 80.16']))
    const barsIn = (own: object) => allNodes(card(own).contents).filter(({ width }) => width !== undefined).length
    expect(barsIn({ ita })).toBe(barsIn({}))
  },
)
