import { type CSSProperties, useMemo } from 'react'
import { readFields, readList, readText } from '../read.ts'
import type { OnAction } from './actions.ts'
import { FlexBoundary } from './flex-boundary.tsx'
import { FlexBubble } from './flex-bubble.tsx'
import { FlexContext, type FlexWords, thaiFlexWords } from './flex-context.ts'
import './flex.css'

export type FlexMessageProps = {
  /** The message's `contents`: a bubble, a carousel, or anything at all. */
  contents: unknown
  altText?: unknown
  onAction?: OnAction | undefined
  words?: FlexWords
  /** LINE's font size setting, 1 = ordinary. */
  textScale?: number
}

/** Draws a Flex message from React elements alone; whatever it is given, it shows a card or says calmly that it cannot. */
export function FlexMessage({ contents, altText, onAction, words = thaiFlexWords, textScale = 1 }: FlexMessageProps) {
  const surroundings = useMemo(() => ({ onAction, words }), [onAction, words])
  const fields = readFields(contents)
  const alt = readText(altText)
  const scale = { '--flex-text-scale': textScale } as CSSProperties
  const fallback = <FlexFallback text={alt || words.broken} />
  return (
    <FlexContext value={surroundings}>
      {/* biome-ignore lint/a11y/useSemanticElements: a card is no fieldset; the name is LINE's altText */}
      <div className="flex-message" style={scale} lang="th" role="group" aria-label={alt}>
        {fields.type === 'bubble' ? (
          <FlexBoundary fallback={fallback}>
            <FlexBubble value={contents} />
          </FlexBoundary>
        ) : fields.type === 'carousel' ? (
          <FlexCarousel contents={readList(fields.contents)} label={words.carousel} words={words} />
        ) : (
          fallback
        )}
      </div>
    </FlexContext>
  )
}

function FlexCarousel({ contents, label, words }: { contents: readonly unknown[]; label: string; words: FlexWords }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by key
    <section className="flex-carousel" aria-label={label} tabIndex={0}>
      {contents.map((bubble, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bubbles have no id and never move
        <FlexBoundary key={index} fallback={<FlexFallback text={words.broken} />}>
          <FlexBubble value={bubble} />
        </FlexBoundary>
      ))}
    </section>
  )
}

function FlexFallback({ text }: { text: string }) {
  return <p className="flex-fallback">{text}</p>
}
