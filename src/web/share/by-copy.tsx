import { useState } from 'react'
import type { Words } from './words.ts'

/** The card in words and as a picture, for wherever LINE's own choice is not to be had. */
export function ByCopy(props: { text: string; pictureUrl: string | null; isOpen: boolean; t: Words }) {
  const { text, pictureUrl, isOpen, t } = props
  const [said, setSaid] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid(t.copied),
      () => setSaid(t.copyFailed),
    )
  return (
    <details open={isOpen}>
      <summary>{t.byCopy}</summary>
      <div className="stack">
        <textarea aria-label={t.text} readOnly rows={6} value={text} lang="th" />
        <button type="button" onClick={() => void copy()}>
          {t.copy}
        </button>
        <p role="status">{said}</p>
        {pictureUrl ? (
          <a href={pictureUrl} target="_blank" rel="noreferrer">
            {t.picture}
          </a>
        ) : null}
      </div>
    </details>
  )
}
