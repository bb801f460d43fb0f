import { useState } from 'react'
import type { SetAnswer } from './set-answer.ts'
import type { Words } from './words.ts'

type Props = { words: Words; setAnswer: SetAnswer }

// As the contract has it; said again, since the contract's schemas would weigh more than this page.
const longestText = 1500
const longestWord = 40

export function WordFields({ words: t, setAnswer }: Props) {
  const [given, setGiven] = useState(['', '', ''])

  function write(place: number, word: string): void {
    const next = given.with(place, word)
    const whole = next.map((one) => one.trim()).filter((one) => one !== '')
    setGiven(next)
    setAnswer(whole.length > 0 ? { words: whole } : undefined)
  }

  return (
    <fieldset>
      <legend>{t.wordHint}</legend>
      <div className="stack">
        {given.map((word, place) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: three places, and a word has nothing else that names it
            key={place}
            aria-label={t.wordNo(place + 1)}
            placeholder={t.wordNo(place + 1)}
            autoComplete="off"
            maxLength={longestWord}
            value={word}
            onChange={(event) => write(place, event.target.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** The warning stands above the field: it has to be read before the first word is written. */
export function TextField({ words: t, setAnswer }: Props) {
  return (
    <fieldset>
      <legend className="panel">{t.textWarning}</legend>
      <textarea
        aria-label={t.textLabel}
        rows={6}
        maxLength={longestText}
        autoComplete="off"
        onChange={({ target }) => setAnswer(target.value.trim() === '' ? undefined : { text: target.value.trim() })}
      />
    </fieldset>
  )
}
