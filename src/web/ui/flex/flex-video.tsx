import { type ReactNode, useContext } from 'react'
import { readAspectRatio } from '../read.ts'
import { readWebUri } from '../safe-uri.ts'
import { readAction } from './actions.ts'
import { FlexContext } from './flex-context.ts'
import { type ComponentProps, placeIn } from './place.ts'
import { useAct } from './tappable.tsx'

/** A video as hero; where its address cannot be played, the card's `altContent` (the children) stands in, as in old LINE versions. */
export function FlexVideo({ fields, parent, children }: ComponentProps & { children: ReactNode }) {
  const { words } = useContext(FlexContext)
  const action = readAction(fields.action)
  const act = useAct(action)
  const source = readWebUri(fields.url)
  if (!source) return children
  return (
    <div className="flex-video" style={placeIn(parent, fields)}>
      {/* biome-ignore lint/a11y/useMediaCaption: LINE has no captions for a card's video */}
      <video
        src={source}
        poster={readWebUri(fields.previewUrl)}
        style={{ aspectRatio: readAspectRatio(fields.aspectRatio) ?? 1 }}
        aria-label={words.video}
        controls
        playsInline
        preload="none"
      />
      {action?.type === 'uri' && action.label ? (
        <a
          className="flex-video-link"
          href={action.uri}
          target="_blank"
          rel="noopener noreferrer"
          onClick={act?.onClick}
        >
          {action.label}
        </a>
      ) : null}
    </div>
  )
}
