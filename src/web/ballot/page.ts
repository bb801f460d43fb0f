import { make } from '../nameless/dom.ts'
import { type Language, words } from './words.ts'

/** What every view needs to know of the page. */
export type Page = {
  language: Language
  /** By a tap. Otherwise a poll is asked in the language of its questions. */
  isChosen: boolean
  words: (typeof words)[Language]
}

export function openPage(language: Language, isChosen: boolean): Page {
  document.documentElement.lang = language
  return { language, isChosen, words: words[language] }
}

/** The line on top of every view, and its title. `onLanguage` draws the view again. */
export function head(page: Page, title: string, onLanguage: (page: Page) => void): Node[] {
  const change = () => onLanguage(openPage(page.language === 'th' ? 'en' : 'th', true))
  return [
    make(
      'div',
      { className: 'top' },
      make('span', { className: 'kicker' }, page.words.kicker),
      make('button', { className: 'plain', type: 'button', onclick: change }, page.words.otherLanguage),
    ),
    make('h1', { tabIndex: -1 }, title),
  ]
}

export function sayDay({ language }: Page, day: string): string {
  const locale = language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB-u-ca-buddhist'
  // A calendar day of Bangkok: read as UTC and said as UTC, it stays that day wherever the phone is.
  const said = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return said.format(new Date(`${day}T00:00:00Z`)).replace(/ BE$/, '')
}

/** Digits in groups of four, as people read and compare them. */
export const sayCode = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? ''

/**
 * What people write down of a receipt's 64 digits: 64 bits, drawn by their own phone. Two of 5,000 ballots share them once in
 * more than a million million polls.
 */
export const shortDigits = 16
