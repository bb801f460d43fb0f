import { z } from 'zod'
import { words } from './api/common.ts'

/** Names of questions and options inside a poll: short, never an id of a person. */
const Key = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,15}$/)
  .describe('q1, o1 …: a name inside the poll')

const Option = z.strictObject({ key: Key, text: words(100) })
/** Of a question, or the parts of a split: two under one key would be counted as one and each shown as both. */
export const Options = z.array(Option).refine((list) => new Set(list.map(({ key }) => key)).size === list.length, {
  error: 'two options have the same key',
})
const options = Options.min(2).max(12)

const asked = { key: Key, text: words(300), help: words(300).optional(), required: z.boolean().default(true) }

/** 0 น้อยที่สุดหรือไม่มีเลย · 1 น้อย · 2 มาก · 3 มากที่สุด, worth 0, 33, 67, 100; reversed where much is bad. */
export const scaleScores = [0, 33, 67, 100] as const

export const Question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), ...asked, options }),
  z.strictObject({
    kind: z.literal('multiple'),
    ...asked,
    options,
    atMost: z.number().int().min(1).max(12).optional(),
  }),
  z.strictObject({ kind: z.literal('scale'), ...asked, isReversed: z.boolean().default(false) }),
  z
    .strictObject({ kind: z.literal('agreement'), ...asked, steps: z.union([z.literal(4), z.literal(5)]).default(5) })
    .describe('from ไม่เห็นด้วยอย่างยิ่ง to เห็นด้วยอย่างยิ่ง, with a skip'),
  z.strictObject({ kind: z.literal('ranking'), ...asked, options }),
  z.strictObject({ kind: z.literal('points'), ...asked, options }).describe('100 points shared out over the options'),
  z.strictObject({ kind: z.literal('word'), ...asked }).describe('up to 3 short words, shown as a cloud'),
  z
    .strictObject({ kind: z.literal('text'), ...asked })
    .describe('open text; a ballot of its own, moderated, held until 10'),
  z.strictObject({ kind: z.literal('nps'), ...asked }),
])
export type Question = z.infer<typeof Question>
export type QuestionKind = Question['kind']

/** Longest open text, in UTF-16 units: as many as a sealed box of one size holds when every letter is Thai. */
export const textLimit = 1500
export const wordLimit = 40

/** One answer, by the kind of its question. A skipped question has none. */
export const Answer = z.union([
  z.strictObject({ option: Key }).describe('single'),
  z.strictObject({ options: z.array(Key).min(1).max(12) }).describe('multiple'),
  z.strictObject({ value: z.number().int().min(0).max(10) }).describe('scale 0–3, agreement 1–steps, nps 0–10'),
  z.strictObject({ order: z.array(Key).min(2).max(12) }).describe('ranking, best first, every option once'),
  z.strictObject({ points: z.record(Key, z.number().int().min(0).max(100)) }).describe('points, 100 in all'),
  z.strictObject({ words: z.array(words(wordLimit)).min(1).max(3) }).describe('word'),
  z.strictObject({ text: words(textLimit) }).describe('text'),
])
export type Answer = z.infer<typeof Answer>
export type Answers = Record<string, Answer>

/** Text never shares a ballot with scores (its style would tie the scores to a person). */
export const ballotParts = ['score', 'text'] as const
export type BallotPart = (typeof ballotParts)[number]
export const partOfQuestion = ({ kind }: Pick<Question, 'kind'>): BallotPart => (kind === 'text' ? 'text' : 'score')

/** The badge a poll wears and its exact promise, frozen at publish. */
export const levels = ['chat', 'ballot', 'ballot_interim', 'room'] as const
export const Level = z.enum(levels)
export type Level = z.infer<typeof Level>

/** What `POST /cast` of the ballot host takes, padded to one size by the page. Bytes are base64url. */
export const Cast = z.strictObject({
  poll: z.uuid(),
  part: z.enum(ballotParts),
  prepared: z.string().max(200).describe('32 random bytes followed by ballot/v1|poll|part'),
  signature: z.string().max(600),
  answers: z.record(Key, Answer),
  cut: Key.optional(),
  padding: z.string().max(20_000).optional(),
})
export type Cast = z.infer<typeof Cast>

/** Page A's request: all ballots of the period at once, whether or not the person will vote. */
export const Draw = z.strictObject({
  idToken: z.string().max(4000),
  ballots: z
    .array(z.strictObject({ poll: z.uuid(), part: z.enum(ballotParts), blinded: z.string().max(600) }))
    .min(1)
    .max(20),
})
export const Drawn = z.object({
  ballots: z.array(
    z.object({
      poll: z.uuid(),
      part: z.enum(ballotParts),
      signature: z.string().nullable().describe('null when refused'),
      window: z
        .number()
        .int()
        .nullable()
        .describe('0: to be cast once the poll is open; else once its paper has released this window of late draws'),
      code: z.string().nullable().describe('why: ALREADY_DRAWN, NOT_ELIGIBLE, POLL_NOT_DRAWING'),
    }),
  ),
})

export type Drawn = z.infer<typeof Drawn>

/** What page A may know: the polls whose ballots this person may hold. The same addresses and keys for everybody. */
export const LiffPolls = z.object({
  isRegistered: z.boolean(),
  polls: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      state: z.enum(['published', 'open']),
      isDrawing: z.boolean(),
      opensAt: z.string().nullable(),
      closesAt: z.string().nullable(),
      threshold: z.number().int(),
      released: z.number().int().describe('late ballots of windows up to this number may be cast'),
      keys: z.partialRecord(z.enum(ballotParts), z.string()).describe('SPKI DER in base64'),
      fingerprint: z.string(),
    }),
  ),
})
export type LiffPolls = z.infer<typeof LiffPolls>

/** How page A finds LINE and the ballot host. */
export const LiffSettings = z.object({
  agency: z.string(),
  ballotUrl: z.string(),
  liff: z.object({ url: z.string(), id: z.string() }).nullable().describe('null: no LIFF channel is set up'),
})
export type LiffSettings = z.infer<typeof LiffSettings>

/** What `GET /keys/<poll>` of the ballot host tells everybody alike: the frozen poll and the keys of its ballots. */
export const BallotPaper = z.object({
  poll: z.uuid(),
  title: z.string(),
  purpose: z.string().nullable(),
  language: z.enum(['th', 'en']),
  state: z.enum(['published', 'open', 'closed']),
  level: z.enum(levels),
  promise: z.array(z.string()),
  promises: z
    .object({ th: z.array(z.string()), en: z.array(z.string()) })
    .nullable()
    .describe('the same lines in both languages, frozen alike; null for polls of an older release'),
  threshold: z.number().int(),
  questions: z.array(Question),
  cut: z.object({ text: z.string(), options: z.array(Option) }).nullable(),
  opensAt: z.string().nullable(),
  closesAt: z.string().nullable(),
  released: z.number().int().describe('late ballots of windows up to this number may be cast'),
  returnsOn: z.string().nullable(),
  keys: z.partialRecord(z.enum(ballotParts), z.string()),
  fingerprint: z.string(),
})
export type BallotPaper = z.infer<typeof BallotPaper>

/** `GET /board/<poll>`: the whole list, in which a page searches its own ballot without telling which. */
export const Board = z.object({
  poll: z.uuid(),
  outcome: z.string().nullable().describe('null: not counted yet'),
  eligible: z.number().int().nullable(),
  issued: z.number().int().nullable(),
  cast: z.number().int().nullable().describe('how many people at least: the longer list'),
  hash: z.string().nullable().describe('SHA-256 of the lists, end to end, in hex'),
  holdReason: z.string().nullable().describe('why the result is not told yet, or was told late'),
  isReleased: z.boolean(),
  wasOpened: z.boolean().describe('false: closed without asking anybody, so nothing is owed'),
  parts: z
    .array(
      z.object({
        part: z.enum(ballotParts),
        cast: z.number().int().nullable().describe('null: too few to be opened'),
        tokens: z
          .string()
          .nullable()
          .describe('32 bytes each, sorted, end to end, in base64; null: not published any more'),
      }),
    )
    .describe('a list for each part, scores before text'),
})
export type Board = z.infer<typeof Board>

/** A question's result after suppression; nothing else about answers ever leaves the server. */
export const QuestionResult = z.object({
  key: Key,
  kind: z.enum(['single', 'multiple', 'scale', 'agreement', 'ranking', 'points', 'word', 'text', 'nps']),
  text: z.string(),
  isHidden: z.boolean().describe('ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ: one wording whatever the rule'),
  answered: z.number().int().nullable(),
  rows: z
    .array(
      z.object({
        key: z.string(),
        label: z.string(),
        count: z.number().int().nullable(),
        percent: z.number().nullable(),
      }),
    )
    .describe('in order; without figures where only the order may be shown'),
  mean: z.number().nullable().describe('scale, agreement and nps where it may be shown exactly'),
  band: z
    .enum(['0-24', '25-49', '50-74', '75-100', '−100…−51', '−50…−1', '0…49', '50…100'])
    .nullable()
    .describe(
      'in place of the mean in small or unanimous cells; the last four are of nps, which goes from −100 to 100',
    ),
})
export type QuestionResult = z.infer<typeof QuestionResult>

export const PollResult = z.object({
  threshold: z.number().int().describe('k, printed on every output'),
  textThreshold: z.literal(10),
  isFinal: z.boolean(),
  eligible: z.number().int().nullable(),
  issued: z.number().int().nullable(),
  cast: z.number().int().nullable().describe('answered, where it may be told'),
  participation: z.string().nullable().describe('in words, e.g. ตอบแล้ว 47 จาก 62 คน or a band'),
  questions: z.array(QuestionResult),
  cuts: z.array(z.object({ key: z.string(), label: z.string(), questions: z.array(QuestionResult) })),
})
export type PollResult = z.infer<typeof PollResult>
