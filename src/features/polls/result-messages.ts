import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import { shorten } from '../../line/flex/words.ts'
import { calendarDay, fiscalYearOfDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { PollDeps } from './needs.ts'
import type { PollRow } from './poll-repo.ts'
import { labelOfLevel } from './promise-rules.ts'
import { dealCards, toCardQuestion } from './result-card.ts'
import type { ResultService } from './result-service.ts'
import { noteWords } from './result-words.ts'

/** What people are told of a poll's outcome, and what stands around its figures on cards and pictures. */
export function createResultMessages(deps: Pick<PollDeps, 'agencyName'>, results: ResultService) {
  /** The outcome in messages of one push. Without a next step its place says that it is to be filled in. */
  async function write(tx: Tx, poll: PollRow) {
    if (poll.outcome === 'lost') return { messages: [lostCard(poll)] as MessageSpec[], cards: [] }
    const cards = await resultCards(tx, poll)
    return { messages: cards as MessageSpec[], cards }
  }

  /** All questions, on as many cards as they need: counts on the first, what the office will do on the last. */
  async function resultCards(tx: Tx, poll: PollRow) {
    const shown = await results.readForCard(tx, poll)
    const { cards, more } = dealCards(shown.map((result) => toCardQuestion(result, poll.language, 10)))
    const [top, ita] = [await head(tx, poll), await itaOf(tx, poll)]
    return cards.map((questions, place) => ({
      template: 'poll-result' as const,
      data: {
        ...top,
        questions,
        ...(cards.length > 1 && { series: { no: place + 1, of: cards.length } }),
        ...(place === 0 && { ...countsOf(poll), listHash: poll.boardHash }),
        ...(place === cards.length - 1 && {
          nextStep: nextStepOf(poll),
          more: more === 0 ? null : more,
          ita,
          ...lateOf(poll),
        }),
      },
    }))
  }

  async function head(tx: Tx, poll: PollRow) {
    return {
      language: poll.language,
      agency: shortenTo(80, await deps.agencyName(tx)),
      title: poll.title,
      levelLabel: labelOfLevel(poll.level ?? 'ballot_interim', poll.language),
      threshold: poll.threshold,
      source: words[poll.language].source,
      ...(poll.closedAt && { fiscalYear: fiscalYearOfDay(calendarDay(poll.closedAt)) }),
    }
  }

  /** The ITA's figures as card and picture take them. */
  async function itaOf(tx: Tx, poll: PollRow) {
    const found = await results.findIta(tx, poll, poll.language)
    if (!found || found.items.length === 0) return null
    const items = found.items.map(({ no, titleTh, instrument, score }) => {
      return { no, title: shorten(titleTh, 120), instrument, score }
    })
    return { fiscalYear: found.fiscalYear, items }
  }

  return { write, head, itaOf }
}

export type ResultMessages = ReturnType<typeof createResultMessages>

/** Whoever answered was promised to hear of it: that nothing came of it too, and not that it is kept confidential. */
const lostCard = (poll: PollRow): MessageSpec => ({
  template: 'notice',
  data: {
    title: shorten(poll.title, 100),
    text: [
      noteWords.lostToPeople[poll.language],
      `${noteWords.nextStep[poll.language]}: ${nextStepOf(poll)}`,
      ...(poll.holdReason ? [noteWords.late[poll.language](shorten(poll.holdReason, 300))] : []),
    ].join('\n\n'),
  },
})

const lateOf = ({ resultReleasedAt, holdReason }: PollRow) =>
  resultReleasedAt && holdReason ? { lateReason: shorten(holdReason, 300) } : {}

const nextStepOf = ({ nextStep, language }: PollRow) => nextStep ?? words[language].blank

/** How many might answer, drew a ballot and answered, where that was published. */
export function countsOf({ anonymity, eligibleCount, issuedCount, castCount }: PollRow) {
  if (anonymity !== 'ballot' || eligibleCount === null || issuedCount === null || castCount === null) return {}
  return { counts: { eligible: eligibleCount, issued: issuedCount, cast: castCount } }
}

const words = {
  th: {
    source: 'แบบสำรวจภายใน ไม่ใช่แบบวัด IIT',
    blank: '[โปรดกรอกสิ่งที่หน่วยงานจะดำเนินการ ในหน้าแบบสำรวจ]',
  },
  en: { source: 'an internal poll, not the IIT form', blank: '[Fill in what the office will do, on the poll’s page]' },
} satisfies Record<PollLanguage, Record<string, string>>
