import type { Question } from '../../../contracts/polls.ts'
import { manyOf, oneOf } from './choices.ts'
import type { Field, FieldSetting } from './field.ts'
import { points } from './points.ts'
import { ranking } from './ranking.ts'
import { openText, shortWords } from './typed.ts'

export function makeField(question: Question, setting: FieldSetting): Field {
  switch (question.kind) {
    case 'single':
    case 'scale':
    case 'agreement':
    case 'nps':
      return oneOf(question, setting)
    case 'multiple':
      return manyOf(question, setting)
    case 'ranking':
      return ranking(question, setting)
    case 'points':
      return points(question, setting)
    case 'word':
      return shortWords(question, setting)
    case 'text':
      return openText(question, setting)
  }
}
