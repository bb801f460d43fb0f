import type { Question } from './polls.ts'

export type PollLanguage = 'th' | 'en'
export type Step = { key: string; text: string }

const scaleTexts = {
  th: ['น้อยที่สุดหรือไม่มีเลย', 'น้อย', 'มาก', 'มากที่สุด'],
  en: ['Very little or none', 'Little', 'Much', 'Very much'],
} as const

const agreementTexts = {
  th: ['ไม่เห็นด้วยอย่างยิ่ง', 'ไม่เห็นด้วย', 'ไม่แน่ใจ', 'เห็นด้วย', 'เห็นด้วยอย่างยิ่ง'],
  en: ['Strongly disagree', 'Disagree', 'Not sure', 'Agree', 'Strongly agree'],
} as const

/** Nobody is made to agree or disagree; an agreement that must be answered is answered or skipped. */
export const canSkip = ({ kind, required }: Pick<Question, 'kind' | 'required'>): boolean =>
  !required || kind === 'agreement'

/**
 * What may be chosen in a question, in the order it is shown, with the words of fixed steps in the poll's language. Keys are
 * those of its tally rows; empty for questions answered in people's own words.
 */
export function stepsOf(question: Question, language: PollLanguage): Step[] {
  switch (question.kind) {
    case 'scale':
      return scaleTexts[language].map((text, value) => ({ key: String(value), text }))
    case 'agreement': {
      const texts = agreementTexts[language].filter((_, place) => question.steps === 5 || place !== 2)
      return texts.map((text, place) => ({ key: String(place + 1), text }))
    }
    case 'nps':
      return Array.from({ length: 11 }, (_, value) => ({ key: String(value), text: String(value) }))
    case 'word':
    case 'text':
      return []
    default:
      return question.options
  }
}
