import { z } from 'zod'

// The smallest pieces of a card's data. Whatever passes here is safe to show: well-formed, visible, of bounded length.

const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })
const words = new Intl.Segmenter('th', { granularity: 'word' })

/** Length as LINE counts it in labels and texts of actions: what a reader sees as one character. */
export function countGraphemes(text: string): number {
  return [...graphemes.segment(text)].length
}

/** A long text cut between words, or within one too long to be left out whole; no Thai mark is left without its letter. */
export function shortenTo(max: number, text: string): string {
  // No text has more graphemes than code units; most labels need no counting.
  if (text.length <= max || countGraphemes(text) <= max) return text
  const kept = [...graphemes.segment(text)].slice(0, max - 1).map(({ segment }) => segment)
  const end = kept.join('').length
  const wordAt = words.segment(text).containing(end)?.index ?? end
  return `${text.slice(0, wordAt > end / 2 ? wordAt : end).trimEnd()}…`
}

// C0 and C1 controls, and the marks that turn the reading direction (they can make a text read as another one).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const hiddenCharacters = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/
// Thai stacks two marks on a letter, other scripts up to four; more is a text made to break the layout.
const stackedMarks = /\p{M}{5,}/u
const visibleCharacter = /[\p{L}\p{N}\p{P}\p{S}]/u

function joinLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function tidyParagraphs(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function readableText(tidy: (text: string) => string, max: number) {
  return z
    .string()
    .overwrite(tidy)
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed(), 'The text holds half of a character. Type or paste it again.')
    .refine((text) => !hiddenCharacters.test(text), 'The text holds control characters. Type it as plain text.')
    .refine((text) => !stackedMarks.test(text), 'The text stacks more than four marks on one letter. Shorten them.')
    .refine((text) => text === '' || visibleCharacter.test(text), 'The text shows nothing. Write at least one letter.')
}

/** Text of one line: line breaks and runs of spaces become one space. `max` counts UTF-16 units, as LINE does. */
export const line = (max: number) => readableText(joinLine, max)

/** Text that may have line breaks. */
export const paragraphs = (max: number) => readableText(tidyParagraphs, max)

/** Words on a button. 24: what a button of a mega bubble shows in one row; LINE itself allows 40. */
export const buttonLabel = line(80).refine(
  (text) => countGraphemes(text) <= 24,
  'A button label has 24 characters at most.',
)

/** LINE reads and posts this in the person's name. */
export const spokenText = line(300)

/** What LINE hands back to the bot when a button is tapped. */
export const postbackData = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => text.isWellFormed() && !hiddenCharacters.test(text), 'Postback data is plain text.')

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

function readAddress(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function isAllowedAddress(text: string): boolean {
  const url = readAddress(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHost.test(url.hostname))
}

// Past what URL already encodes, LINE takes RFC 3986's characters only: a | or a { in a query is refused.
const notInAnAddress = /[^!#$&'()*+,\-./0-9:;=?@A-Z[\]_a-z~%]|%(?![0-9a-fA-F]{2})/g

function encodeAddress(text: string): string {
  return readAddress(text)?.href.replace(notInAnAddress, encodeURIComponent) ?? text
}

/**
 * An address a person may open, percent-encoded as LINE asks. https, or http on this very machine: the card engine refuses
 * the latter wherever LINE itself is not on this machine.
 */
export const webAddress = z
  .string()
  .trim()
  .max(1000)
  .refine((text) => text.isWellFormed() && !hiddenCharacters.test(text) && isAllowedAddress(text), {
    error: 'The address must begin with https:// and carry no user name.',
    abort: true,
  })
  .overwrite(encodeAddress)
  .max(1000)

const videoHost = /^((www|m)\.youtube\.com|youtube\.com|youtu\.be|((www|m|vm|vt)\.)?tiktok\.com)$/

/** A clip on YouTube or TikTok. */
export const videoAddress = webAddress.refine((text) => {
  const url = readAddress(text)
  return url !== null && url.protocol === 'https:' && videoHost.test(url.hostname)
}, 'The clip must be on YouTube or TikTok.')

/** Left out and null are the same: a card shows nothing there. Templates then find every name defined. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullable().default(null as never)

/** Buddhist-era fiscal year. */
export const fiscalYear = z.int().min(2500).max(2700)

export const score = z.number().min(0).max(100)

/** Baht with up to two decimals, as text: money is never a binary fraction. */
export const baht = z
  .string()
  .regex(/^\d{1,13}(\.\d{1,2})?$/, 'Baht as digits with up to two decimals, such as "1250000.50".')
