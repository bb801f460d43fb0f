import { postbackData } from '../../bot/postback-data.ts'
import { writeDateTime } from '../../line/flex/words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { type Button, type Cards, linkButton, postbacks, tapButton } from './cards.ts'
import { createHeroes } from './heroes.ts'
import { createLibrary } from './library.ts'
import type { AnswersDeps, Reader } from './needs.ts'
import { rememberFor } from './remember.ts'
import { byIndicator, isLongText, packWords, pageOf, unpackWords } from './rules.ts'
import { cardsAbout, type IndexedCard, nearestCards, searchCards } from './search-rules.ts'
import { type OwnTopic, topicLabels, topicOf } from './topic-rules.ts'
import { words } from './words.ts'

/** Who asked, and the transaction in which they are answered. */
export type Asker = { userId: string; tx: Tx }

type Question = Asker & { reader: Reader; agency: string }

const cardsShown = 3 // what a reader swipes through before the list of the others is quicker
const othersOffered = 6 // with the menu and the way to more all of the card's eight buttons
const dosDontsAtOnce = 5
const longestPostbackData = 300 // LINE
const pollsShown = 6

/** Finds what was asked for and says it in one reply: cards first, then a card of buttons that lead on. */
export function createAnswersService(deps: AnswersDeps, cards: Cards) {
  const library = createLibrary(deps)
  const dress = createHeroes(deps)
  const readAgencyName = rememberFor(1000, deps.clock, deps.agencyName)

  const show = async ({ tx }: Question, shown: readonly IndexedCard[]) => cards.showCards(await dress(tx, shown))

  async function open({ userId, tx }: Asker): Promise<Question> {
    const [reader, agency] = [await deps.findReader(tx, userId), await readAgencyName(tx)]
    return { userId, tx, reader, agency }
  }

  const panel = ({ agency, reader }: Question, title: string, text: string, buttons: Button[], kicker?: string) =>
    cards.panel({ agency, language: reader.language, title, text, buttons, ...(kicker && { kicker }) })

  async function menu(asker: Asker): Promise<OutgoingMessage[]> {
    const { agency, reader } = await open(asker)
    return [cards.menu(agency, reader.language), ...(await yearlyQuestion(asker))]
  }

  /** With the menu and the card of the day, which people open anyway: a question of its own would cost a message each. */
  async function yearlyQuestion({ tx, userId }: Asker): Promise<OutgoingMessage[]> {
    const question = await deps.askAboutUnit(tx, userId)
    return question ? [question] : []
  }

  /** Whatever a person types that no other feature has answered. */
  async function answerText(asker: Asker, text: string): Promise<OutgoingMessage[]> {
    if (isLongText(text)) return warnOfLongText(await open(asker))
    const topic = topicOf(text)
    if (topic === 'menu') return menu(asker)
    if (topic === 'help') return help(asker)
    if (topic) return answerTopic(asker, topic)
    return search(await open(asker), text)
  }

  async function warnOfLongText(question: Question): Promise<OutgoingMessage[]> {
    const { reader, tx, userId } = question
    const said = words[reader.language]
    const page = await deps.findFeedback(tx, userId)
    const level = page?.isAnonymous ? 'anonymous' : 'confidential'
    const way = page ? linkButton(said.feedbackButton[level], page.url) : cards.topicButton('polls', reader.language)
    const text = `${said.longText} ${said.longWay[page ? level : 'none']}`.trim()
    return [panel(question, said.longTitle, text, [way, cards.menuButton(reader.language)], said.bot)]
  }

  /** A page further of what was typed, which the button itself brings back. */
  async function searchOn(asker: Asker, words: string, page: number): Promise<OutgoingMessage[]> {
    return search(await open(asker), unpackWords(words), page)
  }

  async function search(question: Question, text: string, page = 0): Promise<OutgoingMessage[]> {
    const { reader, agency, tx } = question
    const said = words[reader.language]
    const shelf = await library(tx, reader)
    const found = searchCards(shelf, text)
    if (found.length > 0) {
      // A card that only mentions the word is a button: whole, it would stand between the reader and those about it.
      const about = cardsAbout(found.slice(0, cardsShown), text)
      const shown = about.length > 0 ? about : found.slice(0, 1)
      const others = found.filter((card) => !shown.includes(card))
      const { shown: offered, from, to, next } = pageOf(others, page, othersOffered)
      const onward = next === null ? undefined : searchData(text, next)
      const more = onward === undefined ? [] : [tapButton(said.more, onward)]
      const isFirst = from === 1
      const last = cards.panel({
        agency,
        language: reader.language,
        kicker: said.search,
        title: said.found(found.length),
        text: isFirst
          ? said.foundText(shown.length, found.length)
          : said.furtherText(shown.length + from, shown.length + to, found.length),
        buttons: [...offered.map(cards.cardButton), ...more, cards.menuButton(reader.language)],
        hasTypedWords: more.length > 0,
      })
      return isFirst ? [...(await show(question, shown)), last] : [last]
    }
    const near = nearestCards(shelf, text)
    if (near.length === 0) return [cards.menu(agency, reader.language, `${said.notFound}\n${said.notFoundText}`)]
    const buttons = [...near.map(cards.cardButton), cards.menuButton(reader.language)]
    return [panel(question, said.notFound, said.nearest, buttons, said.search)]
  }

  async function showCard(asker: Asker, id: string): Promise<OutgoingMessage[]> {
    const question = await open(asker)
    const { language } = question.reader
    const card = (await library(asker.tx, question.reader)).find((one) => one.id === id || one.code === id)
    if (!card) return [cards.menu(question.agency, language, words[language].gone)]
    return [...(await show(question, [card])), followUp(question, card.title)]
  }

  const followUp = (question: Question, title: string, text = '', more: Button[] = []) =>
    panel(question, title, text, [...more, cards.menuButton(question.reader.language)])

  async function answerTopic(asker: Asker, topic: OwnTopic, page = 0): Promise<OutgoingMessage[]> {
    const question = await open(asker)
    switch (topic) {
      case 'today':
        return showToday(question)
      case 'dosDonts':
        return showDosDonts(question, page)
      case 'budget':
        return showBudget(question)
      case 'ita':
        return showIta(question, page)
      case 'polls':
        return showPolls(question)
      case 'feedback':
        return showFeedback(question)
    }
  }

  async function deckOf({ tx, reader }: Question, templates: readonly string[]): Promise<IndexedCard[]> {
    return (await library(tx, reader)).filter(({ template }) => templates.includes(template))
  }

  async function showToday(question: Question): Promise<OutgoingMessage[]> {
    const { language } = question.reader
    const said = words[language]
    const todays = await deps.pickTodaysCard(question.tx)
    const card = (await library(question.tx, question.reader)).find(({ id }) => id === todays?.id)
    if (!card) return [followUp(question, said.todayTitle, said.noCards)]
    const more = [cards.topicButton('quiz', language), cards.topicButton('dosDonts', language)]
    const last = followUp(question, said.todayTitle, said.todayText, more)
    return [...(await show(question, [card])), last, ...(await yearlyQuestion(question))]
  }

  async function showDosDonts(question: Question, page: number): Promise<OutgoingMessage[]> {
    const { language } = question.reader
    const said = words[language]
    const title = topicLabels.dosDonts[language]
    const deck = await deckOf(question, ['dos-donts'])
    if (deck.length === 0) return [followUp(question, title, said.noCards)]
    const { shown, from, to, next } = pageOf(deck, page, dosDontsAtOnce)
    const more = next === null ? [] : [tapButton(said.more, topicData('dosDonts', next))]
    return [...(await show(question, shown)), followUp(question, title, said.dosDontsText(from, to, deck.length), more)]
  }

  /** Staff alone: the figures are internal, and a stranger learns how to become known instead. */
  async function showBudget(question: Question): Promise<OutgoingMessage[]> {
    const { isStaff, language } = question.reader
    const said = words[language]
    if (!isStaff) {
      const register = tapButton(said.pickUnit, postbacks.units)
      return [followUp(question, said.staffTitle, said.staffOnly, [register])]
    }
    const [newest] = await deckOf(question, ['budget-summary'])
    const title = topicLabels.budget[language]
    const lookup = await deps.budgetLookup(question.tx)
    const open = lookup.url ? [linkButton(said.openBudget, lookup.url)] : []
    if (!newest) return [followUp(question, title, `${said.budgetEmpty}\n${lookup[language]}`.trim(), open)]
    return [...(await show(question, [newest])), followUp(question, title, lookup[language], open)]
  }

  /** The result as a whole, and its indicators to choose from. */
  async function showIta(question: Question, page: number): Promise<OutgoingMessage[]> {
    const { language } = question.reader
    const said = words[language]
    const title = topicLabels.ita[language]
    const [whole] = await deckOf(question, ['ita-summary'])
    const indicators = (await deckOf(question, ['ita-indicator'])).toSorted(byIndicator)
    if (!whole && indicators.length === 0) return [followUp(question, title, said.noCards)]
    const { shown, next } = pageOf(indicators, page, othersOffered)
    const more = next === null ? [] : [tapButton(said.more, topicData('ita', next))]
    const first = whole && page === 0 ? await show(question, [whole]) : []
    const text = shown.length > 0 ? said.itaText : ''
    return [...first, followUp(question, title, text, [...shown.map(cards.cardButton), ...more])]
  }

  async function showPolls(question: Question): Promise<OutgoingMessage[]> {
    const { language } = question.reader
    const said = words[language]
    const title = topicLabels.polls[language]
    const polls = (await deps.listOpenPolls(question.tx, question.userId)).slice(0, pollsShown)
    if (polls.length === 0) {
      const nextAt = await deps.findNextPollAt(question.tx, question.userId)
      const next = nextAt ? [said.nextPoll(writeDateTime(nextAt.toISOString(), language))] : []
      return [followUp(question, title, [said.noPolls, ...next].join('\n'), [cards.topicButton('quiz', language)])]
    }
    const links = polls.map(({ title: name, opens }) =>
      'url' in opens ? linkButton(name, opens.url) : tapButton(name, opens.postback),
    )
    const levels = polls.map(({ title: name, levelLabel }) => `• ${name}: ${levelLabel[language]}`)
    return [followUp(question, title, [said.pollsText, ...levels].join('\n'), links)]
  }

  async function showFeedback(question: Question): Promise<OutgoingMessage[]> {
    const said = words[question.reader.language]
    const title = topicLabels.feedback[question.reader.language]
    const page = await deps.findFeedback(question.tx, question.userId)
    if (!page)
      return [followUp(question, title, said.noFeedback, [cards.topicButton('polls', question.reader.language)])]
    return [followUp(question, title, said.feedbackText, [linkButton(said.openFeedback, page.url)])]
  }

  async function help(asker: Asker): Promise<OutgoingMessage[]> {
    const question = await open(asker)
    const said = words[question.reader.language]
    return [panel(question, said.helpTitle, said.help, [cards.menuButton(question.reader.language)], said.bot)]
  }

  return { menu, help, answerText, answerTopic, showCard, searchOn }
}

export type AnswersService = ReturnType<typeof createAnswersService>

/** The words go with the button, for they are kept nowhere else; undefined where they are too long for one. */
function searchData(text: string, page: number): string | undefined {
  const data = postbackData(postbacks.search, { page: String(page), words: packWords(text) })
  return data.length <= longestPostbackData ? data : undefined
}

const topicData = (name: OwnTopic, page: number) => postbackData(postbacks.topic, { name, page: String(page) })
