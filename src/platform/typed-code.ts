import { randomInt } from 'node:crypto'

// No 0 O, 1 I L or U: what is read from paper is typed right. 30 letters, 8 of them: 6.5 × 10¹¹ codes.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

const thaiZero = 0x0e50
// Hyphens of every kind, spaces, and marks nobody sees.
const between = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_-]+/g

/** Codes that people type in a chat: `SJ-7K2M-Q9XA`. The prefix says what a code is for, so that no two kinds are mistaken. */
export function createTypedCode(prefix: string) {
  const attempt = new RegExp(`^${prefix}([0-9A-Z]{4,16})$`)
  return {
    make(): string {
      const pick = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
      return `${prefix}-${pick()}-${pick()}`
    },
    /** The code in a typed text as it was made, or undefined when the text is no attempt at one. */
    read(text: string): string | undefined {
      const typed = text
        .normalize('NFKC')
        .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - thaiZero))
        .replace(between, '')
        .toUpperCase()
      const body = attempt.exec(typed)?.[1]
      return body && `${prefix}-${body.slice(0, 4)}-${body.slice(4)}`
    },
  }
}
