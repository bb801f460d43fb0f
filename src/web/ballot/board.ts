import type { BallotPaper, BallotPart, Board } from '../../contracts/polls.ts'
import { type Bytes, fromBase64, joinBytes, toHex } from '../nameless/bytes.ts'
import { make, mark, marks, show } from '../nameless/dom.ts'
import { loadBoard } from './ballot-host.ts'
import { forgetPoll, readBallots, type StoredBallot } from './ballot-store.ts'
import { returnsLine } from './form.ts'
import { head, type Page, sayCode, shortDigits } from './page.ts'

const tokenBytes = 32
const leastTexts = 10 // whatever k is

/**
 * After the close: the whole list is loaded and searched here, so that nobody learns which ballot was looked for. This phone's
 * ballots have done their work then, and are removed.
 */
export async function showBoard(page: Page, paper: BallotPaper): Promise<void> {
  const board = await loadBoard(paper.poll)
  const lists = await readLists(board)
  const ballots = readBallots(paper.poll)
  if (board.outcome !== null) forgetPoll(paper.poll)
  draw(page, paper, { board, lists, ballots })
}

type Lists = Partial<Record<BallotPart, Set<string>>>
type Found = { board: Board; lists: Lists | 'bad' | undefined; ballots: StoredBallot[] }

function draw(page: Page, paper: BallotPaper, found: Found): void {
  const { words } = page
  const { board, ballots } = found
  show(
    ...head(page, paper.title, (other) => draw(other, paper, found)),
    make('p', { className: 'kicker' }, words.closed),
    ...(board.outcome === 'counted' ? [] : [make('div', { className: 'panel' }, notCounted(page, board))]),
    ...(isOwed(board) ? [returnsLine(page, paper)] : []).filter((line) => line !== undefined),
    ...untold(page, paper, board),
    ...(board.outcome === 'counted' ? counted(page, paper, found) : []),
    ...(ballots.length > 0 && board.outcome !== null ? [make('p', { className: 'quiet' }, words.cleared)] : []),
  )
}

/** Nobody was asked by a poll that never opened. What is lost may have been: people are told of it either way. */
const isOwed = ({ wasOpened, outcome }: Board) => wasOpened || outcome === 'lost'

/** Why nobody has heard yet what came of it. */
function untold({ words }: Page, { returnsOn }: BallotPaper, board: Board): Node[] {
  const { holdReason, isReleased, outcome } = board
  if (outcome === null || !isOwed(board)) return []
  const isTold = isReleased || outcome === 'lost' // of what is lost there is no result to hold back
  if (holdReason) return [make('div', { className: 'panel' }, isTold ? words.late(holdReason) : words.held(holdReason))]
  if (isReleased) return []
  const isOverdue = returnsOn !== null && new Date() > new Date(`${returnsOn}T23:59:59+07:00`)
  return isOverdue ? [make('div', { className: 'panel' }, words.overdue)] : []
}

function notCounted({ words }: Page, board: Board): string {
  if (!isOwed(board)) return words.unopened
  if (board.outcome === null) return words.counting
  return board.outcome === 'lost' ? words.lost : words.below
}

function counted(page: Page, paper: BallotPaper, { board, lists, ballots }: Found): Node[] {
  const { words } = page
  const { eligible, issued, cast, hash } = board
  const score = board.parts.find(({ part }) => part === 'score')
  const text = board.parts.find(({ part }) => part === 'text')
  const notOpened = words.textNotOpened(Math.max(paper.threshold, leastTexts))
  const lines: Node[] = [
    make('h2', {}, words.board),
    make('p', {}, words.boardFigures(eligible ?? 0, issued ?? 0, cast ?? 0)),
    ...(score && text && text.cast !== null ? [make('p', {}, words.boardParts(score.cast ?? 0, text.cast))] : []),
    ...(text && text.cast === null ? [make('p', {}, notOpened)] : []),
    make('p', { className: 'quiet' }, words.boardHash),
    make('div', { className: 'code' }, sayCode(hash ?? '')),
  ]
  if (lists === 'bad') return [...lines, verdict(false, words.boardBad)]
  if (!lists) return [...lines, make('p', {}, words.boardGone)]
  const all = new Set(Object.values(lists).flatMap((list) => [...list]))
  const isTextOpened = text?.cast !== null
  const verdicts = ballots
    .filter(({ isSent }) => isSent)
    .flatMap(({ nonce, part }) => {
      if (all.has(toHex(fromBase64(nonce)))) return [verdict(true, words.found)]
      // Not opened is no loss, and the line under the figures says it.
      return part === 'text' && !isTextOpened ? [] : [verdict(false, words.notFound)]
    })
  return [...verdicts, ...lines, checker(page, all, isTextOpened)]
}

function verdict(isGood: boolean, text: string): HTMLElement {
  return make(
    'div',
    { className: isGood ? 'good' : 'bad' },
    mark(isGood ? marks.check : marks.alert),
    make('p', {}, text),
  )
}

/** Any receipt, typed or pasted: whole, or as many digits of it as are written down. */
function checker({ words }: Page, tokens: Set<string>, isTextOpened: boolean): HTMLElement {
  const input = make('input', { type: 'text', autocomplete: 'off', spellcheck: false })
  input.setAttribute('aria-label', words.checkCode)
  const outcome = make('div', { aria: { live: 'polite' } })
  const check = (event: Event) => {
    event.preventDefault()
    const digits = input.value.replace(/\s/g, '').toLowerCase()
    if (digits.length < shortDigits) return outcome.replaceChildren(verdict(false, words.codeTooShort))
    const isFound = [...tokens].some((token) => token.startsWith(digits))
    if (!isFound && !isTextOpened) return outcome.replaceChildren(make('p', {}, words.textReceiptNotOpened))
    outcome.replaceChildren(verdict(isFound, isFound ? words.inList : words.notFound))
  }
  return make(
    'form',
    { className: 'typed', onsubmit: check },
    make('h2', {}, words.checkCode),
    input,
    make('button', { className: 'button', type: 'submit' }, words.check),
    outcome,
  )
}

/** The lists, once they have been seen to be those whose hash was published; nothing where they have been taken down. */
async function readLists({ parts, hash }: Board): Promise<Found['lists']> {
  const published = parts.flatMap(({ part, tokens }) => (tokens === null ? [] : [{ part, list: fromBase64(tokens) }]))
  if (published.length === 0) return undefined
  const lists = joinBytes(...published.map(({ list }) => list))
  const found = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', lists)))
  if (found !== hash) return 'bad'
  return Object.fromEntries(published.map(({ part, list }) => [part, tokensOf(list)]))
}

function tokensOf(list: Bytes): Set<string> {
  const count = list.length / tokenBytes
  return new Set(Array.from({ length: count }, (_, n) => toHex(list.subarray(n * tokenBytes, (n + 1) * tokenBytes))))
}
