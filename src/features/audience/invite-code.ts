import { randomInt } from 'node:crypto'

// No 0 O, 1 I L or U: what is read from paper is typed right. 30 letters, 8 of them: 6.5 × 10¹¹ codes.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

export function newInviteCode(): string {
  const pick = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `SJ-${pick()}-${pick()}`
}

const thaiZero = 0x0e50
// Hyphens of every kind, spaces, and marks nobody sees.
const between = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_-]+/g

/** The code in a typed text as it is stored, or undefined when the text is no attempt at one. */
export function readInviteCode(text: string): string | undefined {
  const typed = text
    .normalize('NFKC')
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - thaiZero))
    .replace(between, '')
    .toUpperCase()
  const body = /^SJ([0-9A-Z]{4,16})$/.exec(typed)?.[1]
  return body && `SJ-${body.slice(0, 4)}-${body.slice(4)}`
}
