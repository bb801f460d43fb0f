import { type CSSProperties, useRef } from 'react'
import { type Fields, readColor, readFields, readList, readNumber, readOneOf, readText } from '../read.ts'
import { readLineSpacing, readTextSize } from './lengths.ts'
import { type ComponentProps, placeIn } from './place.ts'
import { scaled } from './scaled.ts'
import { Tappable } from './tappable.tsx'
import { useShrinkToFit } from './use-shrink-to-fit.ts'

export function FlexText({ fields, parent }: ComponentProps) {
  const line = useRef<HTMLParagraphElement>(null)
  const isWrapped = fields.wrap === true
  const maxLines = Math.floor(readNumber(fields.maxLines) ?? 0)
  useShrinkToFit(line, fields.adjustMode === 'shrink-to-fit' && !isWrapped)
  const gravity = readOneOf(fields.gravity, ['top', 'bottom', 'center'])
  const kind = isWrapped ? (maxLines > 0 ? 'flex-text-clamped' : 'flex-text-wrapped') : 'flex-text-single'
  return (
    <Tappable
      action={fields.action}
      className={`flex-text ${gravity && parent.layout !== 'baseline' ? `flex-gravity-${gravity}` : ''}`}
      style={placeIn(parent, fields)}
    >
      <p
        ref={line}
        className={kind}
        style={{ ...textStyle(fields), ...spacingOf(fields), ...(maxLines > 0 ? { WebkitLineClamp: maxLines } : {}) }}
      >
        {renderText(fields)}
      </p>
    </Tappable>
  )
}

function renderText(fields: Fields) {
  const spans = readList(fields.contents)
  if (spans.length === 0) return readText(fields.text) ?? ''
  return spans.map((value, index) => {
    const span = readFields(value)
    if (span.type !== 'span') return null
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: spans have no id and never move
      <span key={index} style={spanStyle(span, fields.scaling === true)}>
        {readText(span.text) ?? ''}
      </span>
    )
  })
}

function textStyle(fields: Fields): CSSProperties {
  const size = readTextSize(fields.size) ?? '16px'
  return {
    ...letterStyle(fields),
    fontSize: scaled(size, fields.scaling === true),
    textAlign: readOneOf(fields.align, ['start', 'end', 'center']),
  }
}

function spanStyle(fields: Fields, isScaled: boolean): CSSProperties {
  const size = readTextSize(fields.size)
  return { ...letterStyle(fields), fontSize: size && scaled(size, isScaled) }
}

function letterStyle(fields: Fields): CSSProperties {
  const weight = readOneOf(fields.weight, ['regular', 'bold'])
  return {
    color: readColor(fields.color),
    fontWeight: weight && (weight === 'bold' ? 700 : 400),
    fontStyle: readOneOf(fields.style, ['normal', 'italic']),
    textDecoration: readOneOf(fields.decoration, ['none', 'underline', 'line-through']),
  }
}

/** Extra room between lines, but not above the first or below the last. */
function spacingOf(fields: Fields): CSSProperties {
  const extra = fields.wrap === true ? readLineSpacing(fields.lineSpacing) : undefined
  if (!extra) return {}
  return {
    lineHeight: `calc(var(--flex-line-height) * 1em + ${extra})`,
    marginBlock: `calc(${extra} / -2 - var(--flex-mark-above, 0em)) calc(${extra} / -2 - var(--flex-mark-below, 0em))`,
  }
}
