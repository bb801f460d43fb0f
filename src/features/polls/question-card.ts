import { postbackData } from '../../bot/postback-data.ts'
import type { Question } from '../../contracts/polls.ts'
import { canSkip, stepsOf } from '../../contracts/question-steps.ts'
import { writeDate } from '../../line/flex/words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { PollRow } from './service.ts'
import { writeVote } from './vote-rules.ts'

/** Asks a question by its place; not an answer, so it goes through the inbox as any other postback. */
export const askPostback = 'poll-ask'

type CardPoll = Pick<PollRow, 'id' | 'title' | 'language' | 'questions' | 'promise' | 'level' | 'returnsOn'>

const words = {
  th: {
    skip: 'ข้ามข้อนี้',
    progress: (no: number, of: number) => `ข้อ ${no} จาก ${of}`,
    returnsOn: (day: string) => `จะแจ้งผลและสิ่งที่หน่วยงานจะดำเนินการภายในวันที่ ${writeDate(day)}`,
  },
  en: {
    skip: 'Skip this one',
    progress: (no: number, of: number) => `Question ${no} of ${of}`,
    returnsOn: (day: string) => `The result and what the office will do are told by ${writeDate(day, 'en')}.`,
  },
}

/** A question with a button per option, or its place after the last is undefined. The promise stands before the first. */
export function drawQuestion(
  renderCard: (template: string, data: unknown) => OutgoingMessage,
  poll: CardPoll,
  place: number,
  labelOf: (level: NonNullable<CardPoll['level']>) => string,
): OutgoingMessage | undefined {
  const question = poll.questions[place]
  if (!question) return undefined
  const { progress, returnsOn, skip } = words[poll.language]
  const isFirst = place === 0
  return renderCard('poll-question', {
    language: poll.language,
    title: poll.title,
    progress: progress(place + 1, poll.questions.length),
    ...(isFirst &&
      poll.level && {
        levelLabel: labelOf(poll.level),
        promises: [...poll.promise, ...(poll.returnsOn ? [returnsOn(poll.returnsOn)] : [])],
      }),
    question: question.text,
    help: question.help ?? null,
    rows: rowsOf(poll, question),
    skip: canSkip(question)
      ? { label: skip, data: postbackData(askPostback, { poll: poll.id, question: String(place + 1) }) }
      : null,
  })
}

function rowsOf(poll: CardPoll, question: Question) {
  const options = stepsOf(question, poll.language).map(({ key, text }) => ({
    label: text,
    data: writeVote({ pollId: poll.id, question: question.key, option: key }),
  }))
  if (question.kind !== 'nps') return options.map((option) => [option])
  return [options.slice(0, 6), options.slice(6)] // 0–5 and 6–10: wide enough for a thumb
}
