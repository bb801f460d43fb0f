import type { BallotPaper, Board } from '../../contracts/polls.ts'
import { type Bytes, fromBase64, toHex } from '../nameless/bytes.ts'
import { make, mark, marks, show } from '../nameless/dom.ts'
import { loadBoard } from './ballot-host.ts'
import { forgetPoll, readBallots, type StoredBallot } from './ballot-store.ts'
import { returnsLine } from './form.ts'
import { head, type Page, sayCode, shortDigits } from './page.ts'

const tokenBytes = 32

/**
 * After the close: the whole list is loaded and searched here, so that nobody learns which ballot was looked for. This phone's
 * ballots have done their work then, and are removed.
 */
export async function showBoard(page: Page, paper: BallotPaper): Promise<void> {
  const board = await loadBoard(paper.poll)
  const tokens = await readTokens(board)
  const ballots = readBallots(paper.poll)
  if (board.outcome !== null) forgetPoll(paper.poll)
  draw(page, paper, { board, tokens, ballots })
}

type Found = { board: Board; tokens: Set<string> | 'bad' | undefined; ballots: StoredBallot[] }

function draw(page: Page, paper: BallotPaper, found: Found): void {
  const { words } = page
  const { board, tokens, ballots } = found
  show(
    ...head(page, paper.title, (other) => draw(other, paper, found)),
    make('p', { className: 'kicker' }, words.closed),
    ...(board.outcome === 'counted' ? [] : [make('div', { className: 'panel' }, notCounted(page, board.outcome))]),
    ...[returnsLine(page, paper)].filter((line) => line !== undefined),
    ...(board.outcome === 'counted' ? counted(page, board, tokens, ballots) : []),
    ...(ballots.length > 0 && board.outcome !== null ? [make('p', { className: 'quiet' }, words.cleared)] : []),
  )
}

function notCounted({ words }: Page, outcome: string | null): string {
  if (outcome === null) return words.counting
  return outcome === 'lost' ? words.lost : words.below
}

function counted(page: Page, board: Board, tokens: Found['tokens'], ballots: StoredBallot[]): Node[] {
  const { words } = page
  const { eligible, issued, cast, hash } = board
  const lines: Node[] = [
    make('h2', {}, words.board),
    make('p', {}, words.boardFigures(eligible ?? 0, issued ?? 0, cast ?? 0)),
    make('p', { className: 'quiet' }, words.boardHash),
    make('div', { className: 'code' }, sayCode(hash ?? '')),
  ]
  if (tokens === 'bad') return [...lines, verdict(false, words.boardBad)]
  if (!tokens) return [...lines, make('p', {}, words.boardGone)]
  const own = ballots.filter(({ isSent }) => isSent).map(({ nonce }) => tokens.has(toHex(fromBase64(nonce))))
  return [
    ...own.map((isFound) => verdict(isFound, isFound ? words.found : words.notFound)),
    ...lines,
    checker(page, tokens),
  ]
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
function checker({ words }: Page, tokens: Set<string>): HTMLElement {
  const input = make('input', { type: 'text', autocomplete: 'off', spellcheck: false })
  input.setAttribute('aria-label', words.checkCode)
  const outcome = make('div', { aria: { live: 'polite' } })
  const check = (event: Event) => {
    event.preventDefault()
    const digits = input.value.replace(/\s/g, '').toLowerCase()
    if (digits.length < shortDigits) return outcome.replaceChildren(verdict(false, words.codeTooShort))
    const isFound = [...tokens].some((token) => token.startsWith(digits))
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

/** The list, once it has been seen to be the one whose hash was published. */
async function readTokens({ tokens, hash }: Board): Promise<Set<string> | 'bad' | undefined> {
  if (tokens === null) return undefined
  const list: Bytes = fromBase64(tokens)
  const found = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', list)))
  if (found !== hash) return 'bad'
  const count = list.length / tokenBytes
  return new Set(Array.from({ length: count }, (_, n) => toHex(list.subarray(n * tokenBytes, (n + 1) * tokenBytes))))
}
