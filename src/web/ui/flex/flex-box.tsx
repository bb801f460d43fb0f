import type { CSSProperties, ReactNode } from 'react'
import { type Fields, readColor, readFields, readOneOf } from '../read.ts'
import { readBorder, readExtent, readPadding, readRadius } from './lengths.ts'
import { type Parent, placeIn } from './place.ts'
import { Tappable } from './tappable.tsx'

type Props = { fields: Fields; parent: Parent; layout: Parent['layout']; children: ReactNode }

/** A row or column; `FlexComponent` draws what is in it. */
export function FlexBox({ fields, parent, layout, children }: Props) {
  return (
    <Tappable
      action={fields.action}
      className={`flex-box flex-box-${layout}`}
      style={{ ...placeIn(parent, fields), ...boxStyle(fields) }}
    >
      {children}
    </Tappable>
  )
}

function boxStyle(fields: Fields): CSSProperties {
  const borderWidth = readBorder(fields.borderWidth)
  const borderColor = readColor(fields.borderColor)
  const hasBorder = borderWidth !== undefined || borderColor !== undefined
  return {
    ...sizeOf(fields),
    ...paddingOf(fields),
    background: gradientOf(fields.background) ?? readColor(fields.backgroundColor),
    borderRadius: readRadius(fields.cornerRadius),
    ...(hasBorder ? { border: `${borderWidth ?? '1px'} solid ${borderColor ?? '#000000'}` } : {}),
    justifyContent: readOneOf(fields.justifyContent, [
      'center',
      'flex-start',
      'flex-end',
      'space-between',
      'space-around',
      'space-evenly',
    ]),
    ...(fields.layout === 'baseline'
      ? {}
      : { alignItems: readOneOf(fields.alignItems, ['center', 'flex-start', 'flex-end']) }),
  }
}

function sizeOf(fields: Fields): CSSProperties {
  const size = {
    width: readExtent(fields.width),
    height: readExtent(fields.height),
    maxWidth: readExtent(fields.maxWidth),
    maxHeight: readExtent(fields.maxHeight),
  }
  const isShaped = size.height ?? size.maxHeight ?? readRadius(fields.cornerRadius)
  return {
    ...size,
    // Only a box of a set shape cuts off what is in it: any other would cut the marks of Thai letters at its edge.
    ...(isShaped ? { overflow: 'hidden' } : size.width || size.maxWidth ? { overflowX: 'clip' as const } : {}),
  }
}

function paddingOf(fields: Fields): CSSProperties {
  const all = readPadding(fields.paddingAll)
  return {
    paddingBlockStart: readPadding(fields.paddingTop) ?? all,
    paddingBlockEnd: readPadding(fields.paddingBottom) ?? all,
    paddingInlineStart: readPadding(fields.paddingStart) ?? all,
    paddingInlineEnd: readPadding(fields.paddingEnd) ?? all,
  }
}

function gradientOf(value: unknown): string | undefined {
  const fields = readFields(value)
  const start = readColor(fields.startColor)
  const end = readColor(fields.endColor)
  if (fields.type !== 'linearGradient' || !start || !end) return undefined
  const angle = typeof fields.angle === 'string' && /^\d{1,3}(?:\.\d+)?deg$/.test(fields.angle) ? fields.angle : '0deg'
  const center = readColor(fields.centerColor)
  const at = readExtent(fields.centerPosition)
  const middle = center ? `, ${center} ${at?.endsWith('%') ? at : '50%'}` : ''
  return `linear-gradient(${angle}, ${start} 0%${middle}, ${end} 100%)`
}
