import { useState } from 'react'
import type { Answer, Question } from '../../contracts/polls.ts'
import { type PollLanguage, stepsOf } from '../../contracts/question-steps.ts'
import { ChoiceFields } from './choice-fields.tsx'
import { PointsFields } from './points-fields.tsx'
import { RankFields } from './rank-fields.tsx'
import type { SetAnswer } from './set-answer.ts'
import type { Words } from './words.ts'
import { TextField, WordFields } from './writing-fields.tsx'

export function AnswerForm(props: {
  question: Question
  language: PollLanguage
  words: Words
  send(answer: Answer): void
  skip: (() => void) | undefined
}) {
  const { question, language, words: t, send, skip } = props
  const [answer, setAnswer] = useState<Answer>()
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (answer) send(answer)
      }}
    >
      <Fields {...{ question, language, setAnswer }} words={t} />
      <div className="send">
        <button type="submit" className="primary" disabled={!answer}>
          {t.send}
        </button>
        {skip && (
          <button type="button" className="link" onClick={skip}>
            {t.skip}
          </button>
        )}
      </div>
    </form>
  )
}

function Fields(props: { question: Question; language: PollLanguage; words: Words; setAnswer: SetAnswer }) {
  const { question, language, words, setAnswer } = props
  const steps = stepsOf(question, language)
  switch (question.kind) {
    case 'ranking':
      return <RankFields {...{ steps, words, setAnswer }} />
    case 'points':
      return <PointsFields {...{ steps, words, setAnswer }} />
    case 'word':
      return <WordFields {...{ words, setAnswer }} />
    case 'text':
      return <TextField {...{ words, setAnswer }} />
    default:
      return <ChoiceFields {...{ question, steps, words, setAnswer }} />
  }
}
