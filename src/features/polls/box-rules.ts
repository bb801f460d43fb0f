import { z } from 'zod'
import { Answer, partOfQuestion, type Question, type QuestionKind } from '../../contracts/polls.ts'
import { AppError } from '../../platform/errors.ts'

/**
 * What a sealed box holds. `pool` says which boxes are shuffled together: in the chat a question (a person's answers to two
 * questions cannot be told to be theirs), with ballots a part.
 */
export const Box = z.strictObject({
  token: z.base64url().max(88),
  pool: z.string().max(16),
  /** Milliseconds, in the chat alone: of two taps the later one counts, whichever is delivered first. */
  at: z.number().int().optional(),
  answers: z.record(z.string(), Answer),
  cut: z.string().max(16).optional(),
})
export type Box = z.infer<typeof Box>

// The longest answer of each kind as JSON in UTF-8, its name and commas included. Thai has three bytes a letter.
const largestAnswer: Record<QuestionKind, number> = {
  single: 60,
  multiple: 300,
  scale: 50,
  agreement: 50,
  nps: 50,
  ranking: 300,
  points: 380,
  word: 450,
  text: 4_700,
}
const frameBytes = 200 // token, pool, time, cut and the JSON around them
const stepBytes = 512

/** One size for all boxes of a poll, so that its length tells of a vote neither what it says nor of what part it is. */
export function boxBytesOf(poll: { anonymity: string; questions: readonly Pick<Question, 'kind'>[] }): number {
  const sizes = poll.questions.map(({ kind }) => ({ part: partOfQuestion({ kind }), bytes: largestAnswer[kind] }))
  const sumOf = (part: string) => sizes.reduce((sum, size) => sum + (size.part === part ? size.bytes : 0), 0)
  const largest =
    poll.anonymity === 'chat' ? Math.max(...sizes.map(({ bytes }) => bytes)) : Math.max(sumOf('score'), sumOf('text'))
  return Math.ceil((frameBytes + largest) / stepBytes) * stepBytes
}

/** JSON padded with spaces. @throws ANSWERS_TOO_LONG (422) where control characters make a text longer than any box. */
export function packBox(box: Box, bytes: number): Buffer {
  const json = Buffer.from(JSON.stringify(box))
  if (json.length > bytes) {
    throw new AppError('ANSWERS_TOO_LONG', 'The answers do not fit into a box. Shorten the text.', { status: 422 })
  }
  return Buffer.concat([json, Buffer.alloc(bytes - json.length, ' ')])
}

/** What `packBox` made; undefined when it is anything else. */
export function openBox(clear: Buffer): Box | undefined {
  try {
    return Box.parse(JSON.parse(clear.toString()))
  } catch {
    return undefined // made by no version of ours: it counts as nothing
  }
}
