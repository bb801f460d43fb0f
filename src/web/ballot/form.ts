import type { Answer, Answers, BallotPaper, BallotPart, Question } from '../../contracts/polls.ts'
import { Refused } from '../nameless/ask.ts'
import { make, mark, marks, show } from '../nameless/dom.ts'
import { castBallot } from './ballot-host.ts'
import { markSent, type StoredBallot } from './ballot-store.ts'
import type { Field } from './fields/field.ts'
import { makeField } from './fields/make-field.ts'
import { head, type Page, sayDay } from './page.ts'

type Draft = { answers: Answers; skipped: string[]; cut: string; isDelayed: boolean }

const delayWithinMs = 5 * 60_000
const emptyDraft: Draft = { answers: {}, skipped: [], cut: '', isDelayed: false }

/** The badge and its promise first, then the questions. What is answered lives here, in the page's memory, and nowhere else. */
export function showForm(
  page: Page,
  paper: BallotPaper,
  ballots: StoredBallot[],
  onSent: (page: Page) => void,
  draft: Draft = emptyDraft,
): void {
  const { words, language } = page
  const parts = ballots.filter(({ isSent }) => !isSent).map(({ part }) => part)
  const asked = paper.questions.filter((question) => parts.includes(partOf(question)))
  const progress = make('span', { className: 'quiet', aria: { live: 'polite' } })
  const send = make('button', { className: 'button', type: 'submit' }, words.send)
  const outcome = make('div', { aria: { live: 'assertive' } })
  const fields = asked.map((question) => {
    const initial = draft.answers[question.key]
    const isSkipped = draft.skipped.includes(question.key)
    const field = makeField(question, { words, language, initial, isSkipped, onChange: () => refresh(question.key) })
    const problem = make('p', { className: 'problem' })
    return { question, field, problem, element: frame(page, question, field, problem) }
  })
  const cut = paper.cut && parts.includes('score') ? cutField(page, paper.cut, draft.cut) : undefined
  const delay = make('input', { type: 'checkbox', checked: draft.isDelayed })

  function readDraft(): Draft {
    const given = fields.flatMap(({ question, field }): [string, Answer][] => {
      const answer = field.read()
      return answer ? [[question.key, answer]] : []
    })
    const skipped = fields.filter(({ field }) => field.isSkipped?.()).map(({ question }) => question.key)
    return { answers: Object.fromEntries(given), skipped, cut: cut?.read() ?? '', isDelayed: delay.checked }
  }

  function refresh(changed?: string): void {
    const { answers } = readDraft()
    progress.textContent = words.answered(Object.keys(answers).length, asked.length)
    const field = fields.find(({ question }) => question.key === changed)
    if (field) field.problem.textContent = ''
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (send.disabled) return
    for (const { field, problem } of fields) problem.textContent = field.problem() ?? ''
    const wrong = fields.find(({ field }) => field.problem() !== undefined)
    const { answers, cut: chosenCut, isDelayed } = readDraft()
    if (wrong || Object.keys(answers).length === 0) {
      ;(wrong ?? fields[0])?.element.scrollIntoView({ block: 'center' })
      if (!wrong && fields[0]) fields[0].problem.textContent = words.missing
      return
    }
    send.disabled = true
    outcome.replaceChildren()
    try {
      for (const ballot of ballots.filter(({ isSent }) => !isSent)) {
        const own = ofPart(asked, answers, ballot.part)
        if (Object.keys(own).length === 0) continue
        send.textContent = isDelayed ? words.waiting : words.sending
        if (isDelayed) await wait(randomBelow(delayWithinMs))
        if (!(await castBallot(ballot, own, ballot.part === 'score' ? chosenCut : undefined)))
          return fail(words.tooLong)
        markSent(ballot)
        ballot.isSent = true
      }
      onSent(page)
    } catch (error) {
      fail(error instanceof Refused ? error.message : words.failed)
    }
  }

  function fail(reason: string): void {
    outcome.replaceChildren(make('div', { className: 'bad' }, mark(marks.alert), make('p', {}, reason)))
    send.disabled = false
    send.textContent = words.send
  }

  refresh()
  show(
    ...head(page, paper.title, (other) => showForm(other, paper, ballots, onSent, readDraft())),
    ...(paper.purpose ? [make('p', {}, paper.purpose)] : []),
    promise(page, paper),
    ...[returnsLine(page, paper)].filter((line) => line !== undefined),
    make(
      'form',
      { noValidate: true, autocomplete: 'off', onsubmit: (event: Event) => void submit(event) },
      ...fields.map(({ element }) => element),
      cut?.element,
      make('label', { className: 'delay' }, delay, make('span', {}, words.delay)),
      outcome,
      make(
        'div',
        { className: 'foot' },
        make('div', { className: 'status' }, progress, make('span', { className: 'quiet' }, words.once)),
        send,
      ),
    ),
  )
}

const partOf = ({ kind }: Question): BallotPart => (kind === 'text' ? 'text' : 'score')

const ofPart = (asked: Question[], answers: Answers, part: BallotPart): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(([key]) => asked.some((one) => one.key === key && partOf(one) === part)),
  )

function promise({ words, language }: Page, paper: BallotPaper): HTMLElement {
  const lines = paper.promises?.[language] ?? paper.promise
  return make(
    'section',
    { className: 'panel' },
    make('span', { className: 'badge' }, mark(marks.lock), make('span', {}, words.badges[paper.level])),
    make('ul', {}, ...lines.map((line) => make('li', {}, line))),
    make('p', { className: 'quiet' }, words.fingerprint(paper.fingerprint.slice(0, 16))),
  )
}

function frame({ words }: Page, question: Question, field: Field, problem: HTMLElement): HTMLElement {
  const id = `title-${question.key}`
  const element = make(
    'section',
    { className: 'question' },
    make(
      'h2',
      { id },
      question.text,
      question.required ? undefined : make('span', { className: 'optional' }, ` ${words.optional}`),
    ),
    question.help ? make('p', { className: 'quiet' }, question.help) : undefined,
    field.element,
    problem,
  )
  element.setAttribute('role', 'group')
  element.setAttribute('aria-labelledby', id)
  return element
}

function cutField({ words }: Page, cut: NonNullable<BallotPaper['cut']>, chosen: string) {
  const select = make(
    'select',
    { autocomplete: 'off' },
    make('option', { value: '', text: words.noCut }),
    ...cut.options.map(({ key, text }) => make('option', { value: key, selected: key === chosen, text })),
  )
  select.setAttribute('aria-label', cut.text)
  const element = make(
    'section',
    { className: 'question' },
    make('h2', {}, cut.text),
    make('p', { className: 'quiet' }, words.cutHelp),
    select,
  )
  return { element, read: () => select.value }
}

/** The first screen's last promise: by when people hear what comes of it. */
export function returnsLine(page: Page, { returnsOn }: BallotPaper): HTMLElement | undefined {
  return returnsOn ? make('p', {}, page.words.returns(sayDay(page, returnsOn))) : undefined
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

function randomBelow(limit: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  return Math.floor((drawn / 2 ** 32) * limit)
}
