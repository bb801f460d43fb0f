import { useEffect, useState } from 'react'
import type { Answer } from '../../contracts/polls.ts'
import { canSkip, type PollLanguage } from '../../contracts/question-steps.ts'
import type { RoomState } from '../../contracts/room.ts'
import { useSecondsLeft } from '../room/use-seconds-left.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import { AnswerForm } from './answer-form.tsx'
import { forget, keep, recall } from './memory.ts'
import { sendAnswer } from './send-answer.ts'
import type { Words } from './words.ts'

type Props = { room: RoomState; language: PollLanguage; clockAheadMs: number; words: Words }

/** The question on the wall, and after it a rest until the next. */
export function QuestionPage({ room, language, clockAheadMs, words: t }: Props) {
  const [memory, setMemory] = useState(() => recall(room.code))
  const [skipped, setSkipped] = useState<string>()
  const [sending, setSending] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const secondsLeft = useSecondsLeft(room.timerEndsAt, clockAheadMs)
  const turn = `${room.question.key}-${room.round}`

  useEffect(() => {
    if (room.state === 'closed') forget(room.code)
  }, [room.state, room.code])

  // Said at once and taken back if it was not so: a hall's network is slow, and people put their phones down.
  async function send(answer: Answer): Promise<void> {
    setSending(turn)
    setProblem(undefined)
    const sent = await sendAnswer(room, memory.device, answer, language)
    setSending(undefined)
    if (sent.fate === 'kept') {
      const next = { ...memory, done: [...memory.done, turn] }
      keep(room.code, next)
      setMemory(next)
    } else setProblem(sent.message ?? t.notSent)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a problem belongs to its question
  useEffect(() => setProblem(undefined), [turn])

  if (room.state === 'closed') return <Rest title={t.closed} />
  if (room.state === 'waiting') return <Rest title={t.waiting} />
  const isDone = memory.done.includes(turn)
  if (isDone || sending === turn)
    return <Rest title={isDone ? t.counted : t.sent} hint={`${t.final} ${t.nextHint}`} isGood />
  if (skipped === turn) {
    return (
      <Rest title={t.skipped} hint={t.nextHint}>
        <button type="button" onClick={() => setSkipped(undefined)}>
          {t.answerAfterAll}
        </button>
      </Rest>
    )
  }
  const isOver = room.isLocked || secondsLeft === 0
  return (
    <section className="stack">
      <p className="quiet">
        {t.question(room.questionNo, room.questionCount)}
        {!room.question.required && ` · ${t.optional}`}
        {secondsLeft !== undefined && !isOver && <b className="clock">{t.secondsLeft(secondsLeft)}</b>}
      </p>
      <h1>
        <ThaiText text={room.question.text} />
      </h1>
      {room.question.help && (
        <p className="quiet">
          <ThaiText text={room.question.help} />
        </p>
      )}
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      {isOver ? (
        <p className="panel" role="status">
          {secondsLeft === 0 ? t.timeOver : t.locked}
        </p>
      ) : (
        <AnswerForm
          key={turn}
          question={room.question}
          {...{ language, send }}
          words={t}
          skip={canSkip(room.question) ? () => setSkipped(turn) : undefined}
        />
      )}
    </section>
  )
}

function Rest(props: { title: string; hint?: string; isGood?: boolean; children?: React.ReactNode }) {
  return (
    <section className="rest" role="status">
      {props.isGood && (
        <svg viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="22" />
          <path d="m14 25 7 7 13-15" />
        </svg>
      )}
      <h1>{props.title}</h1>
      {props.hint && <p className="quiet">{props.hint}</p>}
      {props.children}
    </section>
  )
}
