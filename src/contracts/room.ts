import { z } from 'zod'
import { Question, QuestionResult } from './polls.ts'

/** What a big screen shows now; sent whole at every change, so that a screen that was away needs no history. */
export const RoomState = z.object({
  code: z.string().regex(/^\d{6}$/),
  title: z.string(),
  joinUrl: z.url(),
  version: z.number().int().describe('grows with every change: an older one that arrives late is let go'),
  state: z.enum(['waiting', 'open', 'closed']),
  questionNo: z.number().int().describe('from 1'),
  questionCount: z.number().int(),
  question: Question,
  isRevealed: z.boolean(),
  isLocked: z.boolean(),
  timerEndsAt: z.iso.datetime({ offset: true }).nullable(),
  participants: z.number().int().nullable().describe('devices that answered in this room; null below k'),
  result: QuestionResult.nullable().describe('null while hidden'),
  threshold: z.number().int(),
})
export type RoomState = z.infer<typeof RoomState>
