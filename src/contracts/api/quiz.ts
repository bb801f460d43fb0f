import { z } from 'zod'
import { At, pageOf, route, words } from './common.ts'

const Code = z
  .string()
  .regex(/^[a-z0-9-]{2,40}$/)
  .describe('short, stable: "quiz-01"')

const version = z.number().int().min(1)

// Together they stand on one card of the chat, whose text holds 700 characters.
const QuestionWords = {
  text: words(200),
  options: z.array(words(80)).length(3),
  explanation: words(300),
}

const rightOption = z.number().int().min(0).max(2).describe('index into options')
const itaItems = z.array(words(20)).max(10)

const Question = z.object({
  code: Code,
  cardCode: z.string().nullable(),
  text: z.string(),
  options: z.array(z.string()),
  rightOption: z.number().int(),
  explanation: z.string(),
  itaItems: z.array(z.string()),
  state: z.enum(['draft', 'approved', 'retired']),
  approvedAt: At.nullable(),
  version: z.number().int().describe('counts up with every change'),
})

const cell = {
  people: z.number().int().nullable().describe('null: fewer than 5, or not known'),
  percent: z.number().nullable().describe('share that knew it at the first meeting of the week'),
  band: z.string().nullable().describe('in place of the share where it would tell what each person knew'),
}

const Week = z.object({
  week: z.iso.date().describe('its Monday'),
  questions: z.array(z.object({ code: Code, cardCode: z.string().nullable(), text: z.string(), ...cell })),
  items: z.array(z.object({ item: z.string().describe('ITA item: "2564/i5"'), ...cell })),
  cards: z.array(z.object({ code: Code, title: z.string(), ...cell })).describe('by the card that a question is about'),
})

const byCode = z.object({ code: Code })

export const quiz = {
  questions: {
    list: route
      .route({ method: 'GET', path: '/quiz/questions', summary: 'Questions of the knowledge quiz', tags: ['Quiz'] })
      .input(
        z.object({
          cursor: Code.optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          state: Question.shape.state.optional(),
        }),
      )
      .output(pageOf(Question)),
    create: route
      .route({
        method: 'POST',
        path: '/quiz/questions',
        successStatus: 201,
        summary: 'Draft a question',
        tags: ['Quiz'],
      })
      .input(
        z.strictObject({
          code: Code,
          cardCode: Code.nullable().default(null),
          ...QuestionWords,
          rightOption,
          itaItems: itaItems.default([]),
        }),
      )
      .output(Question),
    update: route
      .route({
        method: 'PATCH',
        path: '/quiz/questions/{code}',
        summary: 'Change a question; an approved one is a draft again until the change is approved',
        tags: ['Quiz'],
      })
      .input(
        z.strictObject({
          code: Code,
          version: version.describe('as read; refused when somebody has changed it'),
          ...z.object({ cardCode: Code.nullable(), ...QuestionWords, rightOption, itaItems }).partial().shape,
        }),
      )
      .output(Question),
    approve: route
      .route({
        method: 'POST',
        path: '/quiz/questions/{code}/approve',
        summary: 'Approve a question; never one’s own',
        tags: ['Quiz'],
      })
      .input(z.object({ code: Code, version: version.optional().describe('as read; refused when it has changed') }))
      .output(Question),
    retire: route
      .route({ method: 'POST', path: '/quiz/questions/{code}/retire', summary: 'Ask it no longer', tags: ['Quiz'] })
      .input(byCode)
      .output(Question),
  },
  awareness: route
    .route({
      method: 'GET',
      path: '/quiz/awareness',
      summary: 'What the office knows, by week; nothing of fewer than 5 people',
      tags: ['Quiz'],
    })
    .output(z.object({ threshold: z.number().int(), weeks: z.array(Week) })),
}
