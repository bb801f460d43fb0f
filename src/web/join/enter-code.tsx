import { useState } from 'react'
import type { Words } from './words.ts'

/** For whoever reads the code from the wall. */
export function EnterCode({ words: t, isWrong }: { words: Words; isWrong: boolean }) {
  const [code, setCode] = useState('')
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        location.assign(`/join/${code}`)
      }}
    >
      <h1>{t.enter}</h1>
      {isWrong && (
        <p className="bad" role="alert">
          {t.unknown}
        </p>
      )}
      <label className="stack">
        <span>{t.codeLabel}</span>
        <input
          className="code"
          inputMode="numeric"
          autoComplete="off"
          pattern="\d{6}"
          maxLength={7}
          required
          value={code}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
        />
        <small>{t.codeHint}</small>
      </label>
      <button type="submit" className="primary" disabled={code.length !== 6}>
        {t.go}
      </button>
    </form>
  )
}
