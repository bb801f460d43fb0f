import { z } from 'zod'
import { baht, fiscalYear, line, optional, paragraphs, score } from './fields.ts'
import { byline, figureByline, Link, picture, portrait, title } from './parts.ts'

const Target = z.strictObject({ score, source: line(120), fiscalYear })

const PreviousScore = z.strictObject({ fiscalYear, score })

const ScoredItem = z.strictObject({
  no: line(8),
  title: line(200),
  instrument: optional(line(10)),
  score,
  note: optional(line(120)),
})

const Instrument = z.strictObject({
  code: line(10),
  name: line(120),
  score,
  previousScore: optional(score),
  /** Shown under a figure that is in doubt. */
  note: optional(line(120)),
})

const BudgetCategory = z.strictObject({ name: line(100), allocated: baht, spent: baht })

const MeasureLine = z.strictObject({
  title: line(120),
  owner: line(60),
  dueDate: optional(z.iso.date()),
  state: z.enum(['not_started', 'in_progress', 'done', 'delayed']),
  percent: optional(score),
})

/** What holds figures, each with its source and fiscal year, and what is done about them. */
export const figureCards = {
  /** What was sent, what was asked, and what the office did about it. */
  digest: z.strictObject({
    ...figureByline,
    ...picture,
    title,
    period: line(60),
    counts: z
      .array(z.strictObject({ value: line(12), label: line(40) }))
      .min(1)
      .max(4),
    /** Titles of what was sent; the last may tell how many more there were. */
    sent: z.array(line(120)).max(5).default([]),
    asked: z.array(line(120)).max(5).default([]),
    answered: z.array(line(160)).max(5).default([]),
    link: optional(Link),
  }),
  'budget-summary': z.strictObject({
    ...figureByline,
    ...picture,
    date: z.iso.date(),
    title,
    allocated: baht.refine((amount) => Number(amount) > 0, 'A budget of 0 baht has no share to show.'),
    spent: baht,
    committed: optional(baht),
    targetPercent: optional(score),
    categories: z.array(BudgetCategory).max(8).default([]),
    text: optional(paragraphs(400)),
    link: optional(Link),
  }),
  'ita-summary': z
    .strictObject({
      ...figureByline,
      ...picture,
      score,
      level: optional(line(40)),
      previous: optional(PreviousScore),
      nationalMean: optional(score),
      target: optional(Target),
      instruments: z.array(Instrument).min(1).max(5),
      /** Items below the target; an item printed in two areas is given once. */
      items: z.array(ScoredItem).max(20).default([]),
      text: optional(paragraphs(400)),
      link: optional(Link),
    })
    .refine((card) => card.items.length === 0 || card.target !== null, {
      error: 'Items below the target need the target. Give its score, source and fiscal year.',
      path: ['target'],
    }),
  'ita-indicator': z.strictObject({
    ...figureByline,
    ...picture,
    no: z.int().min(1).max(99),
    title,
    instrument: line(10),
    score,
    previous: optional(PreviousScore),
    target: optional(Target),
    note: optional(line(120)),
    items: z.array(ScoredItem).max(12).default([]),
    text: optional(paragraphs(400)),
    nextStep: optional(paragraphs(300)),
    link: optional(Link),
  }),
  /** The indicators of two years beside each other. */
  'ita-comparison': z.strictObject({
    ...figureByline,
    ...picture,
    title,
    previousYear: fiscalYear,
    target: optional(score),
    indicators: z
      .array(z.strictObject({ no: z.int().min(1).max(99), title: line(60), score, previousScore: optional(score) }))
      .min(2)
      .max(12),
    text: optional(paragraphs(400)),
    link: optional(Link),
  }),
  'measure-update': z.strictObject({
    ...byline,
    ...picture,
    title: line(200),
    issue: optional(line(240)),
    owner: line(160),
    dueDate: optional(z.iso.date()),
    state: z.enum(['not_started', 'in_progress', 'done', 'delayed']),
    result: optional(paragraphs(500)),
    nextStep: optional(paragraphs(300)),
    link: optional(Link),
  }),
  /** The measures of a year, with owner, deadline and how far each has come. */
  'measure-timeline': z.strictObject({
    ...figureByline,
    ...portrait,
    title,
    measures: z.array(MeasureLine).min(1).max(10),
    text: optional(paragraphs(400)),
    link: optional(Link),
  }),
}
