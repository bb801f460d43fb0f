import { z } from 'zod'
import { Question, QuestionResult } from './polls.ts'

/** Six digits: read from a wall, said aloud, typed on a phone with one hand. */
export const RoomCode = z.string().regex(/^\d{6}$/)

/**
 * What a big screen and the phones in a room show now; sent whole at every change, so that one that was away needs no
 * history. Phones are sent the same without figures: an answer is given before others' answers are seen.
 */
export const RoomState = z.object({
  code: RoomCode,
  title: z.string(),
  language: z.enum(['th', 'en']),
  joinUrl: z.url(),
  badge: z.string().describe('ห้องประชุม (ไม่ต้องเข้าสู่ระบบ)'),
  promise: z
    .array(z.string())
    .describe('shown before the first question, line by line; none for a screen once the poll is open'),
  promises: z
    .object({ th: z.array(z.string()), en: z.array(z.string()) })
    .nullable()
    .describe('the same lines in both languages, frozen alike; null for screens, and for polls of an older release'),
  returnsOn: z.iso.date().nullable().describe('by when the result and what the office will do are told'),
  version: z.number().int().describe('grows with every change: an older one that arrives late is let go'),
  state: z.enum(['waiting', 'open', 'closed']),
  questionNo: z.number().int().describe('from 1'),
  questionCount: z.number().int(),
  question: Question,
  round: z.number().int().describe('grows with a reset: every device may answer again'),
  isRevealed: z.boolean(),
  isLocked: z.boolean(),
  timerEndsAt: z.iso.datetime({ offset: true }).nullable(),
  sentAt: z.iso.datetime({ offset: true }).describe('the server’s clock, by which the timer is counted down'),
  participants: z.number().int().nullable().describe('devices that answered in this room; null below k'),
  result: QuestionResult.nullable().describe('null while hidden'),
  threshold: z.number().int(),
})
export type RoomState = z.infer<typeof RoomState>
