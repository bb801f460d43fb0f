import type { BallotPaper } from '../../contracts/polls.ts'
import { fromBase64, toHex } from '../nameless/bytes.ts'
import { make, mark, marks, show } from '../nameless/dom.ts'
import type { StoredBallot } from './ballot-store.ts'
import { returnsLine } from './form.ts'
import { head, type Page, sayCode, shortDigits } from './page.ts'

/** Sent: the receipt, and no trace of what was answered. `onRest` asks the part that is not sent: skipped, or cut off under way. */
export function showReceipt(
  page: Page,
  paper: BallotPaper,
  ballots: StoredBallot[],
  onRest?: (page: Page) => void,
): void {
  const { words } = page
  const sent = ballots.filter(({ isSent }) => isSent)
  show(
    ...head(page, paper.title, (other) => showReceipt(other, paper, ballots, onRest)),
    make(
      'div',
      { className: 'good' },
      mark(marks.check),
      make('div', {}, make('strong', {}, words.sent), make('p', {}, words.sentText)),
    ),
    ...[returnsLine(page, paper)].filter((line) => line !== undefined),
    ...(onRest ? [rest(page, ballots, onRest)] : []),
    make('h2', {}, words.receipt),
    make('p', { className: 'quiet' }, words.receiptText),
    ...sent.flatMap((ballot) => codeOf(page, ballot, ballots.length > 1)),
  )
}

function rest(page: Page, ballots: StoredBallot[], onRest: (page: Page) => void): HTMLElement {
  const { words } = page
  const parts = ballots.filter(({ isSent }) => !isSent).map(({ part }) => words.receiptParts[part])
  return make(
    'div',
    { className: 'panel' },
    make('p', {}, words.notSent(parts.join(' · '))),
    make('button', { className: 'button', type: 'button', onclick: () => onRest(page) }, words.answerRest),
  )
}

function codeOf({ words }: Page, { nonce, part }: StoredBallot, isNamed: boolean): Node[] {
  const hex = toHex(fromBase64(nonce))
  const copy = make('button', { className: 'plain', type: 'button' }, words.copy)
  copy.onclick = () => {
    void navigator.clipboard.writeText(hex).then(() => {
      copy.textContent = words.copied
    })
  }
  return [
    ...(isNamed ? [make('p', { className: 'quiet' }, words.receiptParts[part])] : []),
    make('div', { className: 'code short', data: { code: hex } }, sayCode(hex.slice(0, shortDigits))),
    copy,
  ]
}
