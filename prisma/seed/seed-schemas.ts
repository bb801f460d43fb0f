import { z } from 'zod'

/** Words people will read: trimmed, no double spaces, no tags left over from the scan of the printed document. */
const Words = z
  .string()
  .min(1)
  .refine((text) => text === text.trim(), { error: 'begins or ends with a space' })
  .refine((text) => !/\s{2}|[\n\t\0]/.test(text), { error: 'holds a double space, a line break or a tab' })
  .refine((text) => !/[<>]/.test(text) && text.isWellFormed(), { error: 'holds a tag or a broken character' })

// 120: what a card shows under a figure.
const Note = Words.max(120)

const Score = z.number().min(0).max(100)
const FiscalYear = z.int().min(2540).max(2640).describe('พ.ศ.')
const InstrumentCode = z.enum(['IIT', 'EIT', 'OIT'])
const UnitCode = z.string().regex(/^[a-z0-9-]{2,40}$/)

const ItaItem = z.strictObject({
  no: z.string().regex(/^\d+\.\d+$/),
  titleTh: Words,
  scores: z.partialRecord(InstrumentCode, Score).describe('empty: the document prints none'),
  sameAs: z.string().optional().describe('the item of another area that this one repeats'),
  note: Note.optional().describe('doubt about the printed figure'),
})

const ItaArea = z.strictObject({ no: z.int().min(1), titleTh: Words, items: z.array(ItaItem).min(1) })

const ItaYear = z.strictObject({
  fiscalYear: FiscalYear,
  total: Score,
  nationalAverage: Score.nullable(),
  target: Score.nullable(),
  level: Words.nullable().describe('the published label; never computed'),
  instruments: z
    .array(
      z.strictObject({
        code: InstrumentCode,
        nameTh: Words,
        score: Score,
        parts: z.record(z.string(), Score).optional(),
        note: Note.optional(),
      }),
    )
    .length(3),
  indicators: z
    .array(z.strictObject({ no: z.int().min(1), instrument: InstrumentCode, titleTh: Words, score: Score }))
    .min(1),
  areas: z.array(ItaArea),
})

export const ItaSeed = z.strictObject({
  agency: z.strictObject({ nameTh: Words, nameEn: Words }),
  source: Words.describe('title and fiscal year of the document'),
  years: z.array(ItaYear).min(1).describe('newest first'),
})

export const MeasuresSeed = z.strictObject({
  fiscalYear: FiscalYear,
  source: Words,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  measures: z.array(
    z.strictObject({
      area: z.int().min(1),
      areaTitle: Words,
      analysisTh: z.array(Words).min(1),
      guidance: z.array(z.strictObject({ kind: Words, heading: Words, points: z.array(Words).min(1) })).min(1),
      steps: z
        .array(
          z.strictObject({
            no: z.int().min(0).describe('0: asked for in the guidance column, not numbered in the steps'),
            titleTh: Words,
            fullTextTh: Words,
            owners: z.array(Words).min(1),
          }),
        )
        .min(1),
    }),
  ),
})

/** An item of the form of staff (2564/i5) or of the agency's own report (2566/5.1): numbers mean nothing without their year. */
const ItaItemKey = z.string().regex(/^\d{4}\/(i\d+|\d+\.\d+)$/)

export const DosDontsSeed = z.strictObject({
  cards: z.array(
    z.strictObject({
      code: z.string().regex(/^dos-donts-\d{2}$/),
      title: Words.max(40),
      do: Words,
      dont: Words,
      basis: Words,
      confirm: Words.describe('what editors check before approval; never shown on the card'),
      itaItems: z.array(ItaItemKey),
      fiscalYear: FiscalYear,
      series: Words.max(24),
    }),
  ),
})

export const NoGiftSeed = z.strictObject({
  cards: z.array(
    z.strictObject({
      code: z.string().regex(/^no-gift-[a-z-]+$/),
      title: Words.max(100),
      tag: Words.max(40).describe('the occasion'),
      text: Words.max(600),
      steps: z.array(Words.max(160)).min(1).max(5),
      basis: Words,
      confirm: Words.describe('what editors check before approval; never shown on the card'),
      fiscalYear: FiscalYear,
    }),
  ),
})

export const QuizSeed = z.strictObject({
  questions: z.array(
    z.strictObject({
      code: z.string().regex(/^quiz-\d{2}$/),
      card: z.string().describe('code of the card that holds the answer'),
      text: Words.max(200),
      options: z.array(Words.max(80)).length(3),
      rightOption: z.int().min(0).max(2),
      explanation: Words.max(300),
      itaItems: z.array(ItaItemKey),
    }),
  ),
})

export const DemoCardsSeed = z.strictObject({
  cards: z.array(
    z.strictObject({
      code: z.string().regex(/^demo-[a-z-]+$/),
      template: z.string(),
      title: Words.max(60),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
})

export const UnitsSeed = z.strictObject({
  units: z.array(z.strictObject({ code: UnitCode, nameTh: Words, kind: z.enum(['กอง', 'กลุ่ม', 'สำนักงาน', 'ศูนย์']) })),
})

const UserId = z.string().regex(/^U[0-9a-f]{32}$/)

export const DemoSeed = z.strictObject({
  users: z.array(z.strictObject({ userId: UserId, displayName: Words.max(20), unit: UnitCode })),
  groups: z.array(
    z.strictObject({
      groupId: z.string().regex(/^C[0-9a-f]{32}$/),
      groupName: Words,
      unit: UnitCode.nullable(),
      hasOutsiders: z.boolean(),
      memberIds: z.array(UserId).min(1),
    }),
  ),
  officers: z.array(z.strictObject({ email: z.email(), name: Words, role: z.enum(['owner', 'editor', 'approver']) })),
})
