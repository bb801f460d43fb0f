import { z } from 'zod'
import { buttonLabel, fiscalYear, line, optional, paragraphs, postbackData, score } from './fields.ts'
import { byline, Link, language, portrait } from './parts.ts'

const PollRow = z.strictObject({ label: line(120), percent: score })

const ItaLine = z.strictObject({ no: line(10), title: line(120), instrument: line(20), score })

const PollQuestion = z
  .strictObject({
    text: line(200),
    answered: optional(z.int().min(0)),
    rows: z.array(PollRow).max(12).default([]),
    /** A band, an order or themes, where no figures may be shown. */
    summary: optional(paragraphs(300)),
    isHidden: z.boolean().default(false),
  })
  .refine(
    (question) =>
      !question.isHidden || (question.rows.length === 0 && question.summary === null && question.answered === null),
    {
      error: 'A hidden result carries no rows, summary or count. Leave them out.',
      path: ['isHidden'],
    },
  )
  .refine((question) => question.isHidden || question.rows.length > 0 || question.summary !== null, {
    error: 'Give rows or a summary, or set isHidden.',
    path: ['rows'],
  })

/** A poll on its way: it asks people in, puts its questions in the chat, and tells what came of it. */
export const pollCards = {
  'poll-invite': z.strictObject({
    ...byline,
    language,
    title: line(160),
    /** Of the second card and those after it: why it comes again, to everybody alike. */
    reminder: optional(line(300)),
    /** Badge and promises of the frozen poll, word for word. */
    levelLabel: line(60),
    promises: z.array(line(500)).min(1).max(8),
    audience: optional(line(120)),
    minutes: optional(z.int().min(1).max(60)),
    opensAt: optional(z.iso.datetime({ offset: true })),
    closesAt: optional(z.iso.datetime({ offset: true })),
    /** By when the result, and what the office will do, are told. */
    returnsOn: optional(z.iso.date()),
    /** First 16 hex digits of the poll's key fingerprint. */
    fingerprint: optional(z.string().regex(/^[0-9a-f]{16}$/)),
    link: Link,
  }),
  /** A question of a poll in the 1:1 chat, badge and promises before the first. */
  'poll-question': z.strictObject({
    ...byline,
    language,
    title: line(160),
    progress: line(40),
    levelLabel: optional(line(60)),
    promises: z.array(line(500)).max(10).default([]),
    question: line(300),
    help: optional(line(300)),
    rows: z
      .array(
        z
          .array(z.strictObject({ label: line(100), data: postbackData }))
          .min(1)
          .max(6),
      )
      .min(1)
      .max(12),
    skip: optional(z.strictObject({ label: buttonLabel, data: postbackData })),
  }),
  'poll-result': z
    .strictObject({
      ...byline,
      ...portrait,
      language,
      title: line(160),
      levelLabel: line(60),
      threshold: z.int().min(5).max(1000),
      questions: z.array(PollQuestion).min(1).max(20),
      /** Which of several cards this is, where one holds not all questions. */
      series: optional(z.strictObject({ no: z.int().min(1).max(5), of: z.int().min(2).max(5) })),
      /** How many questions found no room. */
      more: optional(z.int().min(1).max(20)),
      counts: optional(z.strictObject({ eligible: z.int().min(0), issued: z.int().min(0), cast: z.int().min(0) })),
      /** SHA-256 of the published ballot list. */
      listHash: optional(z.string().regex(/^[0-9a-f]{64}$/)),
      nextStep: optional(paragraphs(400)),
      /** Why it is told after the day that was promised. */
      lateReason: optional(line(300)),
      /** Figures of the ITA on the same topic: another instrument, so they are written and never drawn as bars. */
      ita: optional(z.strictObject({ fiscalYear, items: z.array(ItaLine).min(1).max(6) })),
      link: optional(Link),
    })
    .superRefine((card, context) => {
      card.questions.forEach((question, index) => {
        if (question.answered === null || question.answered >= card.threshold) return
        const message = `Fewer than ${card.threshold} answers are never shown. Set isHidden and leave the rest out.`
        context.addIssue({ code: 'custom', path: ['questions', index, 'answered'], message })
      })
    }),
}
