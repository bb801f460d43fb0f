import './liff.css'
import type { HandOver } from '../../contracts/ballot-format.ts'
import type { LiffSettings } from '../../contracts/polls.ts'
import { ask, Refused } from '../nameless/ask.ts'
import { toBase64Url } from '../nameless/bytes.ts'
import { make, mark, marks, show } from '../nameless/dom.ts'
import { waitPanel } from '../nameless/wait-panel.ts'
import { DrawRefused, drawBallots, type Hand } from './draw-ballots.ts'
import { joinSheet } from './sheet.ts'
import { addressOf, isRealLine, signIn } from './sign-in.ts'
import type { Visitor } from './visitor.ts'
import { type Language, words } from './words.ts'

const agreedKey = 'agreed'

let language: Language = navigator.language.startsWith('en') ? 'en' : 'th'
let isChosen = false // by a tap, and then for the ballot too; otherwise that is asked in the language of its questions
const chosen = () => (isChosen ? language : null)
const text = () => words[language]

void start()

async function start(): Promise<void> {
  try {
    const settings = await ask<LiffSettings>('./settings')
    if (!settings.liff) return refuse(settings, () => text().notSet)
    const visitor = await signIn(settings.liff)
    if (!visitor) return
    if (!isRealLine(settings.liff)) joinSheet(settings.liff.url)
    if (visitor.device === 'computer') await showComputer(settings)
    else if (localStorage.getItem(agreedKey)) await draw(settings, visitor)
    else askFirst(settings, visitor)
  } catch {
    refuse(
      { agency: '' },
      () => text().failed,
      () => location.reload(),
    )
  }
}

/** Our own words come before anything is sent: what LINE tells us, and what it is used for. */
function askFirst(settings: LiffSettings, visitor: Visitor): void {
  const again = () => askFirst(settings, visitor)
  const agree = () => {
    localStorage.setItem(agreedKey, new Date().toISOString().slice(0, 10))
    void draw(settings, visitor)
  }
  show(
    ...head(settings, again),
    make('ol', { className: 'steps' }, ...text().steps.map((step) => make('li', {}, step))),
    make('div', { className: 'panel' }, make('p', {}, text().permission), make('p', {}, text().drawsAll)),
    make('button', { className: 'button', type: 'button', onclick: agree }, text().go),
  )
}

async function draw(settings: LiffSettings, visitor: Visitor): Promise<void> {
  show(...head(settings), make('p', { className: 'working', aria: { busy: 'true' } }, text().working))
  const asked = new URLSearchParams(location.search)
  const poll = asked.get('poll')
  try {
    const { ballots, wait } = await drawBallots(visitor.idToken, { poll, key: asked.get('key') })
    const go = () => leave(settings, { v: 1, poll, lang: chosen(), ballots })
    if (wait) sayWait(settings, wait, go)
    else go()
  } catch (error) {
    if (error instanceof DrawRefused)
      refuse(settings, () => text()[error.reason], undefined, error.reason === 'notEligible' ? poll : null)
    else if (error instanceof Refused)
      refuse(
        settings,
        () => error.message,
        () => location.reload(),
      )
    else
      refuse(
        settings,
        () => text().failed,
        () => void draw(settings, visitor),
      )
  }
}

/** Drawn, and not to be used before another hour: the person reads why, and need not go on. */
function sayWait(settings: LiffSettings, wait: NonNullable<Hand['wait']>, go: () => void): void {
  const t = text()
  show(
    ...head(settings, () => sayWait(settings, wait, go)),
    make('div', { className: 'good' }, mark(marks.check), make('p', {}, t.drawn)),
    waitPanel(language, wait, wait.threshold),
    ...(wait.why === 'too_few' ? [] : [make('p', {}, t.comeBack)]),
    make('button', { className: 'plain', type: 'button', onclick: go }, t.toBallots),
  )
}

/** To the other host, with the ballots in the fragment, which no server is sent; the way back does not lead here. */
function leave({ ballotUrl }: Pick<LiffSettings, 'ballotUrl'>, handOver: HandOver): void {
  const fragment = toBase64Url(new TextEncoder().encode(JSON.stringify(handOver)))
  location.replace(`${ballotUrl}/#${fragment}`)
}

/** No ballot stays on a computer that others use: the same shared address goes on to the phone. */
async function showComputer(settings: LiffSettings): Promise<void> {
  const { toCanvas } = await import('qrcode')
  const canvas = make('canvas', { className: 'qr', aria: { label: text().qr } })
  canvas.setAttribute('role', 'img')
  if (settings.liff)
    await toCanvas(canvas, addressOf(settings.liff), { width: 320, margin: 2, errorCorrectionLevel: 'L' })
  const again = () => void showComputer(settings)
  show(...head(settings, again), make('h2', {}, text().computer), make('p', {}, text().computerText), canvas)
}

function refuse(
  settings: { agency: string; ballotUrl?: string },
  reason: () => string,
  retry?: () => void,
  poll?: string | null,
): void {
  const board =
    poll && settings.ballotUrl ? () => leave({ ballotUrl: settings.ballotUrl ?? '' }, emptyHanded(poll)) : undefined
  show(
    ...head(settings, () => refuse(settings, reason, retry, poll)),
    make('div', { className: 'bad' }, mark(marks.alert), make('p', {}, reason())),
    ...(retry ? [make('button', { className: 'button', type: 'button', onclick: retry }, text().tryAgain)] : []),
    ...(board ? [make('button', { className: 'plain', type: 'button', onclick: board }, text().board)] : []),
  )
}

const emptyHanded = (poll: string): HandOver => ({ v: 1, poll, lang: chosen(), ballots: [] })

function head({ agency }: { agency: string }, onLanguage?: () => void): Node[] {
  document.documentElement.lang = language
  document.title = text().title
  const change = () => {
    language = language === 'th' ? 'en' : 'th'
    isChosen = true
    onLanguage?.()
  }
  return [
    make(
      'div',
      { className: 'top' },
      make('span', { className: 'kicker' }, agency),
      onLanguage && make('button', { className: 'plain', type: 'button', onclick: change }, text().otherLanguage),
    ),
    make('h1', { tabIndex: -1 }, text().title),
  ]
}
