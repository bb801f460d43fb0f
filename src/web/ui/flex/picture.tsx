import { useContext, useState } from 'react'
import { readWebUri } from '../safe-uri.ts'
import { FlexContext } from './flex-context.ts'

type Props = { url: unknown; fit: 'cover' | 'contain'; alt?: string }

/** A picture from the web, or a quiet drawing in its place when the address is no web address or nothing comes. */
export function Picture({ url, fit, alt = '' }: Props) {
  const { words } = useContext(FlexContext)
  const source = readWebUri(url)
  const [failedSource, setFailedSource] = useState<string>()
  if (!source || failedSource === source) {
    return (
      <span className="flex-picture-missing" role="img" aria-label={alt || words.picture}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 16l4-4 5 5m-1-1 3-3 5 4M15 8.5h.01" />
        </svg>
      </span>
    )
  }
  return (
    <img
      className="flex-picture"
      src={source}
      alt={alt}
      style={{ objectFit: fit }}
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setFailedSource(source)}
    />
  )
}
