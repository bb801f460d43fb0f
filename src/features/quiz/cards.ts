import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { QuestionRow } from './repo.ts'
import { words } from './words.ts'

export const postbacks = { quiz: 'quiz', pick: 'quiz-pick', card: 'card', menu: 'menu', notice: 'notice' } as const

type Shown = { agency: string; language: Locale }
type Button = { label: string; data: string; displayText?: string }

/** The cards of the quiz, each with buttons that lead on. */
export function createQuizCards(deps: { renderCard(template: string, data: unknown): OutgoingMessage }) {
  function panel(
    { agency, language }: Shown,
    title: string,
    text: string,
    buttons: Button[],
    hasPrimary = true,
  ): OutgoingMessage {
    return deps.renderCard('menu', {
      hasPrimary,
      agency: shortenTo(80, agency),
      language,
      kicker: words[language].kicker,
      title,
      text,
      buttons: buttons.map(({ label, data, displayText = label }) => ({
        label,
        action: { type: 'postback', data, displayText },
      })),
    })
  }

  const menu = (language: Locale): Button => ({ label: words[language].menu, data: postbacks.menu })

  return {
    question(shown: Shown, question: QuestionRow, place: { no: number; count: number } | 'repeat'): OutgoingMessage {
      const said = words[shown.language]
      const title = place === 'repeat' ? said.repeat : said.question(place.no, place.count)
      const options = question.options.map((option, index) => `${said.letters[index]}. ${option}`)
      const isFirst = place !== 'repeat' && place.no === 1
      const text = [question.text, '', ...options, ...(isFirst ? ['', said.promise] : [])].join('\n')
      const buttons = question.options.map((_, index) => {
        const label = said.option(said.letters[index] as string)
        return {
          label,
          data: postbackData(postbacks.pick, { q: question.code, o: String(index), v: String(question.version) }),
        }
      })
      return panel(shown, title, text, buttons, false)
    },

    explanation(shown: Shown, question: QuestionRow, result: { isRight: boolean; hasNext: boolean; ending: string }) {
      const said = words[shown.language]
      const letter = said.letters[question.rightOption] as string
      const text = [
        said.answer(letter, question.options[question.rightOption] as string),
        question.explanation,
        ...(result.ending ? ['', result.ending] : []),
      ].join('\n')
      return panel(shown, result.isRight ? said.right : said.wrong, text, [
        ...(result.hasNext ? [{ label: said.next, data: postbacks.quiz }] : []),
        ...(question.cardCode
          ? [{ label: said.card, data: postbackData(postbacks.card, { id: question.cardCode }) }]
          : []),
        menu(shown.language),
      ])
    },

    done: (shown: Shown, weeks: number) =>
      panel(shown, words[shown.language].done, words[shown.language].doneText(weeks), [menu(shown.language)]),

    none: (shown: Shown) =>
      panel(shown, words[shown.language].none, words[shown.language].noneText, [menu(shown.language)]),

    gone: (shown: Shown) =>
      panel(shown, words[shown.language].gone, words[shown.language].goneText, [
        { label: words[shown.language].next, data: postbacks.quiz },
        menu(shown.language),
      ]),

    noticeFirst: (shown: Shown) =>
      panel(shown, words[shown.language].noticeFirst, words[shown.language].noticeFirstText, [
        // It leads back here once it is read.
        { label: words[shown.language].notice, data: postbackData(postbacks.notice, { next: 'quiz' }) },
        menu(shown.language),
      ]),
  }
}

export type QuizCards = ReturnType<typeof createQuizCards>
