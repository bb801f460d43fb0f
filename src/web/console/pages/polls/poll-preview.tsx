import type { Question } from '../../../../contracts/polls.ts'
import { stepsOf } from '../../../../contracts/question-steps.ts'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { showDay } from '../../parts/dates.ts'
import { useWords } from '../../words/define-words.ts'
import { kindsWithOptions, type QuestionForm } from './poll-form.ts'
import { PromiseLines } from './promise-lines.tsx'
import { pollWords } from './words.ts'

type Previewed = {
  title: string
  purpose: string | null
  language: 'th' | 'en'
  returnsOn: string | null
  /** Then the promise itself says what stands in place of a day. */
  isFrozen: boolean
  promised: { levelLabel: string; promise: string[] } | undefined
  questions: Question[]
}

/** The poll as people meet it: what is promised, then the questions; nothing in here can be pressed. */
export function PollPreview({ title, purpose, language, returnsOn, isFrozen, promised, questions }: Previewed) {
  const w = useWords(pollWords)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section className="poll-preview" aria-label={w('preview')} tabIndex={0} lang={language}>
      <p className="poll-preview-title">
        <ThaiText text={title || '…'} />
      </p>
      {purpose ? (
        <p>
          <ThaiText text={purpose} />
        </p>
      ) : null}
      {promised ? <PromiseLines {...promised} /> : null}
      {returnsOn !== null || !isFrozen ? (
        <p className="quiet">
          <ThaiText
            text={
              returnsOn
                ? w('returnsBy', { day: showDay(`${returnsOn}T12:00:00+07:00`, language), lng: language })
                : w('returnsDefault', { lng: language })
            }
          />
        </p>
      ) : null}
      <ol className="poll-preview-questions">
        {questions.map((question) => (
          <li key={question.key}>
            <p className="poll-preview-question">
              <ThaiText text={question.text || '…'} />
              {question.required ? '\u00a0*' : ''}
            </p>
            {question.help ? <p className="quiet">{question.help}</p> : null}
            <Choices question={question} language={language} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Choices({ question, language }: { question: Question; language: 'th' | 'en' }) {
  const { kind } = question
  if (kind === 'text' || kind === 'word') return <div className="poll-preview-field" data-tall={kind === 'text'} />
  const isRow = kind === 'nps'
  return (
    <ul className="poll-preview-choices" data-row={isRow} data-kind={kind}>
      {stepsOf(question, language).map(({ key, text }, place) => (
        <li key={key}>
          <span className="poll-preview-mark" aria-hidden="true">
            {kind === 'ranking' ? place + 1 : kind === 'points' ? '0' : null}
          </span>
          <span>{text || '…'}</span>
        </li>
      ))}
    </ul>
  )
}

/** A question that is still being typed, with what is missing left blank. */
export function toPreview(question: QuestionForm): Question {
  const { id, kind, text, help, required, options, isReversed, steps } = question
  const asked = { key: id, text, required, ...(help && { help }) }
  const listed = options.map((option, place) => ({ key: `o${place + 1}`, text: option }))
  return {
    ...asked,
    kind,
    ...(kindsWithOptions.has(kind) && { options: listed }),
    ...(kind === 'scale' && { isReversed }),
    ...(kind === 'agreement' && { steps }),
  } as Question
}
