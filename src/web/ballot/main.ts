import './ballot.css'
import { waitOf } from '../../contracts/late-draw.ts'
import type { BallotPaper } from '../../contracts/polls.ts'
import { Refused } from '../nameless/ask.ts'
import { make, mark, marks, show } from '../nameless/dom.ts'
import { fingerprintOf } from '../nameless/fingerprint.ts'
import { waitPanel } from '../nameless/wait-panel.ts'
import { loadPaper } from './ballot-host.ts'
import { forgetPoll, readBallots, type StoredBallot, takeHandOver } from './ballot-store.ts'
import { showBoard } from './board.ts'
import { returnsLine, showForm } from './form.ts'
import { head, openPage, type Page } from './page.ts'
import { showReceipt } from './receipt.ts'

start()
// A second card opens this page anew with a fragment of its own.
addEventListener('hashchange', start)
// Back from another page: a page out of the browser's memory would still show what was answered.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

function start(): void {
  const { poll, lang } = takeHandOver()
  const page = openPage(lang ?? (navigator.language.startsWith('en') ? 'en' : 'th'), lang !== null)
  const polls = [...new Set(readBallots().map((ballot) => ballot.poll))]
  const [only] = polls
  if (poll) void openPoll(page, poll)
  else if (only && polls.length === 1) void openPoll(page, only)
  else void showHome(page, polls)
}

async function openPoll(page: Page, poll: string): Promise<void> {
  try {
    await showPoll(page, await loadPaper(poll))
  } catch (error) {
    const isGone = error instanceof Refused && error.code === 'NOT_FOUND'
    if (isGone) forgetPoll(poll)
    const retry = () => void openPoll(page, poll)
    const again = make('button', { className: 'button', type: 'button', onclick: retry }, page.words.tryAgain)
    say(page, '', alert(isGone ? error.message : page.words.loadFailed), ...(isGone ? [] : [again]))
  }
}

async function showPoll(asked: Page, paper: BallotPaper): Promise<void> {
  const page = asked.isChosen ? asked : openPage(paper.language, false)
  const { words } = page
  const ballots = readBallots(paper.poll)
  const found = await fingerprintOf(paper.keys)
  // Page A compared it with the card: a key made for one person, or changed since, is refused here again.
  if (found !== paper.fingerprint || ballots.some(({ fingerprint }) => fingerprint !== found)) {
    return say(page, paper.title, alert(words.wrongKey))
  }
  if (paper.state === 'closed') return showBoard(page, paper)
  const again = (other: Page) => void showPoll(other, paper)
  if (ballots.length === 0) {
    const text = make('p', {}, words.noBallotText)
    return say(page, paper.title, make('div', { className: 'panel' }, make('strong', {}, words.noBallot), text))
  }
  const waitFor = ({ window = 0 }: StoredBallot) => waitOf(paper, window, new Date())
  const unsent = ballots.filter(({ isSent }) => !isSent)
  const usable = unsent.filter((ballot) => !waitFor(ballot))
  const ask = (other: Page) => showForm(other, paper, usable, again)
  if (unsent.length < ballots.length) return showReceipt(page, paper, ballots, usable.length > 0 ? ask : undefined)
  if (usable.length > 0) return ask(page)
  const waits = unsent.flatMap((ballot) => waitFor(ballot) ?? [])
  const panels = waits.slice(0, 1).map((wait) => waitPanel(page.language, wait, paper.threshold))
  say(page, paper.title, ...panels, ...[returnsLine(page, paper)].filter((line) => line !== undefined))
}

/** Ballots of several polls, and which of them can be used now. */
async function showHome(page: Page, polls: string[]): Promise<void> {
  const loaded = await Promise.allSettled(polls.map(loadPaper))
  const papers = loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const rows = papers.map((paper) => {
    const open = () => {
      history.replaceState(null, '', `/#poll=${paper.poll}`)
      void showPoll(page, paper)
    }
    return make('button', { className: 'choice', type: 'button', onclick: open }, make('span', {}, paper.title))
  })
  const empty = make('div', { className: 'panel' }, make('p', {}, page.words.noBallotText))
  say(page, page.words.home, ...(rows.length > 0 ? [make('div', { className: 'choices' }, ...rows)] : [empty]))
}

function say(page: Page, title: string, ...content: Node[]): void {
  document.title = title || page.words.kicker
  show(...head(page, title, () => start()), ...content)
}

const alert = (text: string) => make('div', { className: 'bad' }, mark(marks.alert), make('p', {}, text))
