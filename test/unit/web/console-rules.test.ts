import { describe, expect, test } from 'vitest'
import { ScheduleSpec } from '../../../src/contracts/api/campaigns.ts'
import { type TemplateName, templateNames, templateSchemas } from '../../../src/contracts/templates.ts'
import { loadTemplates } from '../../../src/line/flex/load-templates.ts'
import { listMonthDays, moveMonth } from '../../../src/web/console/pages/calendar/month-days.ts'
import {
  audienceOf,
  draftFrom,
  emptyDraft,
  rideOf,
  scheduleKinds,
  scheduleOf,
} from '../../../src/web/console/pages/campaigns/draft.ts'
import { toData, toValues } from '../../../src/web/console/pages/cards/form-data.ts'
import { templateForms } from '../../../src/web/console/pages/cards/template-forms.ts'
import { awarenessTrend } from '../../../src/web/console/pages/home/awareness-trend.ts'

describe('listMonthDays', () => {
  test.each(['2026-02', '2026-11', '2027-02', '2028-02'])(
    '%s: whole weeks from Monday that hold the month',
    (month) => {
      const days = listMonthDays(month)
      expect(days.length % 7).toBe(0)
      expect(new Date(`${days[0]?.date}T00:00:00Z`).getUTCDay()).toBe(1)
      const inside = days.filter(({ isOutside }) => !isOutside)
      const [year, number] = month.split('-').map(Number) as [number, number]
      expect(inside).toHaveLength(new Date(Date.UTC(year, number, 0)).getUTCDate())
    },
  )

  test('a month before January is December', () => {
    expect([moveMonth('2026-01', -1), moveMonth('2026-12', 1)]).toEqual(['2025-12', '2027-01'])
  })
})

describe('a draft of a campaign', () => {
  test.each(scheduleKinds)('%s becomes a schedule that the API takes', (kind) => {
    const schedule = scheduleOf({ ...emptyDraft(), kind, day: '2026-12-01', endsOn: '2027-01-01' })
    expect(ScheduleSpec.safeParse(schedule).success).toBe(true)
  })

  test('of one time is that time in Bangkok', () => {
    expect(scheduleOf({ ...emptyDraft(), kind: 'once', day: '2026-12-01', time: '08:30' })).toEqual({
      kind: 'once',
      at: '2026-12-01T01:30:00.000Z',
    })
  })

  test.each([
    [{ kind: 'once', day: '' }, 'schedule'],
    [{ kind: 'weekly', weekdays: [] }, 'schedule'],
    [{ kind: 'daily', time: '' }, 'schedule'],
    [{ who: 'units', units: [] }, 'audience'],
    [{ who: 'saved', savedAudienceId: null }, 'audience'],
  ] as const)('without what %j needs has no %s yet', (some, part) => {
    const draft = { ...emptyDraft(), ...some } as ReturnType<typeof emptyDraft>
    expect(part === 'schedule' ? scheduleOf(draft) : audienceOf(draft)).toBeUndefined()
  })

  test.each([
    [{ who: 'groups', via: 'people' }, 60],
    [{ who: 'everyone', via: 'groups' }, 60],
    [{ who: 'units', via: 'both' }, null],
    [{ who: 'everyone', via: 'people' }, null],
  ] as const)('to %j waits %j minutes for a word of its groups: people have none', (some, minutes) => {
    expect(rideOf({ ...emptyDraft(), ...some, rideMinutes: 60 })).toBe(minutes)
  })
})

describe('draftFrom', () => {
  test.each(scheduleKinds)('a campaign of kind %s sent back becomes the draft it came from', (kind) => {
    const draft = { ...emptyDraft(), kind, day: '2026-12-01', endsOn: '2027-01-01', weekdays: [1, 3], cards: ['a'] }
    const [audience, schedule] = [audienceOf(draft), scheduleOf(draft)]
    if (!audience || !schedule) throw new Error('The draft is not complete.')
    const again = draftFrom({
      name: 'ก',
      messages: [{ contentId: 'a' }],
      audience,
      schedule,
      notify: false,
      urgent: false,
      receipt: true,
      rideMinutes: 240,
    })
    expect([audienceOf(again), scheduleOf(again), again.cards]).toEqual([audience, schedule, ['a']])
    expect([again.receipt, rideOf(again)]).toEqual([true, 240])
  })

  const rest = {
    name: 'ก',
    schedule: { kind: 'now' } as const,
    notify: false,
    urgent: false,
    receipt: false,
    rideMinutes: null,
  }
  test.each([
    [{ people: ['p'], via: 'groups' }],
    [{ units: ['u'], groups: ['g'], via: 'people' }],
    [{ everyone: true, people: ['p'], via: 'people' }],
    [{ savedAudienceId: 's', groups: ['g'], via: 'groups' }],
  ] as const)('chooses nobody where the audience was %j, which the page cannot hold, and says so', (audience) => {
    const again = draftFrom({ ...rest, messages: [{ contentId: 'a' }], audience: structuredClone(audience) as never })
    expect([audienceOf(again), again.leftOut]).toEqual([undefined, ['audience']])
  })

  test('says that a series or words of its own were not taken over', () => {
    const messages = [{ contentId: 'a' }, { seriesId: 's' }]
    const again = draftFrom({ ...rest, messages, audience: { everyone: true, via: 'groups' } })
    expect([again.cards, again.leftOut]).toEqual([['a'], ['cards']])
  })
})

describe('card forms', () => {
  const sample: Record<string, string> = {
    allocated: '100.00',
    spent: '50.00',
    committed: '1.00',
    targetPercent: '80',
    fiscalYear: '2569',
    date: '2026-11-23',
    dueDate: '2026-11-23',
    state: 'done',
    linkUrl: 'https://example.org/',
    pictureUrl: 'https://example.org/a.png',
    pictureShape: 'wide',
    pictureRatio: '1040:1350',
    steps: 'หนึ่ง\nสอง',
    topic: 'asset_how_to',
    facts: 'ผู้ดูแล: กองคลัง\nเวลา: 08.30 น.',
    counts: '12: การ์ดที่ส่ง',
    seats: '20',
    closesOn: '2026-12-01',
    startsAt: '2026-12-01T09:30',
    endsAt: '2026-12-01T11:00',
    posterUrl: 'https://example.org/a.png',
    posterShape: 'square',
    videoUrl: 'https://youtu.be/0000000000',
    mp4Url: 'https://example.org/clip.mp4',
    qualifications: 'ทุกระดับ',
    criteria: 'ลำดับการสมัคร',
    agenda: 'วาระที่ 1',
    asked: 'เรื่องหนึ่ง',
    answered: 'ทำแล้ว',
    no: '2',
    instrument: 'IIT',
    score: '90.47',
    nationalMean: '90.19',
    previousYear: '2565',
    previousScore: '92.62',
    targetScore: '85',
    targetYear: '2567',
    categories: 'งบดำเนินงาน | 60.00 | 30.00\nงบลงทุน | 40.00 | 20.00',
    instruments: 'IIT | แบบวัดภายใน | 89.67 | 90.26\nEIT | แบบวัดภายนอก | 88.75 |  | รอตรวจสอบ',
    indicators: '1 | การปฏิบัติหน้าที่ | 94.98 | 95.6\n2 | การใช้งบประมาณ | 88.57',
    measures: 'จัดทำสื่อสรุป | สำนักงานเลขาธิการ | 2026-09-30 | ดำเนินการแล้ว | 100\nตรวจพัสดุ | กองกลาง |  | ล่าช้า',
    target: '85',
    sentAs: 'card',
    recipients: 'staff',
    items: '5.1 | รับทราบข้อมูล | IIT | 81.6\n5.2 | มีส่วนร่วม |  | 69.67 | เทียบปีก่อนไม่ได้',
  }
  const typed = (template: string, name: string) =>
    template === 'opportunity' && name === 'state' ? 'open' : (sample[name] ?? 'ข้อความ')

  test.each(Object.keys(templateForms))(
    '%s: filled in it is data that the template takes, and comes back as typed',
    (name) => {
      // A card has one button: a clip or a link.
      const all = templateForms[name] ?? []
      const fields = all.filter((field) => field.name !== 'videoUrl' || !all.some((other) => other.name === 'linkUrl'))
      const values = Object.fromEntries(fields.map((field) => [field.name, typed(name, field.name)]))
      const data = toData(fields, values)
      const parsed = templateSchemas[name as keyof typeof templateSchemas].safeParse(data)
      expect(parsed.error?.issues ?? []).toEqual([])
      expect(toValues(fields, data)).toEqual(values)
    },
  )

  test.each(Object.keys(templateForms))('%s: what the card needs, the form asks for', (name) => {
    const fields = templateForms[name] ?? []
    const required = fields.filter(({ isRequired, name: field }) => isRequired || field === 'mp4Url') // or a clip elsewhere
    const data = toData(required, Object.fromEntries(required.map((field) => [field.name, typed(name, field.name)])))
    expect(templateSchemas[name as keyof typeof templateSchemas].safeParse(data).success).toBe(true)
  })

  test('rows are taken as they are copied from a sheet, and what is no figure is left for the card to refuse', () => {
    const fields = templateForms['ita-summary'] ?? []
    expect(toData(fields, { instruments: 'IIT\tแบบวัดภายใน\t89.67\nEIT\tภายนอก\tยังไม่มี' })).toEqual({
      instruments: [
        { code: 'IIT', name: 'แบบวัดภายใน', score: 89.67 },
        { code: 'EIT', name: 'ภายนอก', score: 'ยังไม่มี' },
      ],
    })
  })

  test('a figure of last year without its year is not dropped in silence: the card refuses it by the field that is empty', () => {
    const fields = templateForms['ita-indicator'] ?? []
    const whole = Object.fromEntries(fields.map((field) => [field.name, typed('ita-indicator', field.name)]))
    const data = toData(fields, { ...whole, previousYear: ' ', targetScore: '', targetYear: '', targetSource: '' })
    expect(data).toMatchObject({ previous: { score: 92.62 } })
    expect(data).not.toHaveProperty('target')
    const { error } = templateSchemas['ita-indicator'].safeParse(data)
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['previous.fiscalYear'])
  })

  test('every template that people write has a form, and every sample of one can be edited in it', () => {
    const made = ['poll-invite', 'poll-question', 'poll-result', 'welcome', 'menu', 'approval']
    expect(templateNames.filter((name) => !templateForms[name])).toEqual(made)
    const { sampleOf } = loadTemplates('flex-templates', { allowHttpLoopback: true })
    const stays = Object.entries(templateForms).filter(
      ([name, fields]) => !toValues(fields ?? [], sampleOf(name as TemplateName) as Record<string, unknown>),
    )
    expect(stays.map(([name]) => name)).toEqual([])
  })

  test('data with more than a form holds stays JSON', () => {
    expect(toValues(templateForms.notice ?? [], { title: 'ก', text: 'ข', categories: [{ name: 'ค' }] })).toBeUndefined()
  })
})

describe('awarenessTrend', () => {
  const cell = (people: number | null, percent: number | null) => ({ people, percent })

  test('is one figure a week, oldest first, weighed by how many met each question', () => {
    const weeks = [
      { week: '2026-11-16', questions: [cell(30, 90), cell(10, 50)] },
      { week: '2026-11-09', questions: [cell(20, 40)] },
      { week: '2026-11-02', questions: [cell(20, 10)] },
    ]
    expect(awarenessTrend(weeks, 2)).toEqual([
      { week: '2026-11-09', percent: 40 },
      { week: '2026-11-16', percent: 80 },
    ])
  })

  test('has no figure where nothing exact is shown', () => {
    expect(awarenessTrend([{ week: '2026-11-16', questions: [cell(null, null), cell(8, null)] }], 10)).toEqual([
      { week: '2026-11-16', percent: null },
    ])
  })
})
