import type { CSSProperties } from 'react'
import { type Fields, readNumber, readOneOf } from '../read.ts'
import { readExtent, readOffset, readSpace } from './lengths.ts'

/** What a component has to know of the box it lies in. */
export type Parent = {
  layout: 'horizontal' | 'vertical' | 'baseline'
  spacing: string | undefined
  isFirst: boolean
  isBody?: boolean
}

/** What every component takes. */
export type ComponentProps = { fields: Fields; parent: Parent }

/** A block (header, hero, body, footer) lies in the bubble itself. */
export const blockParent: Parent = { layout: 'vertical', spacing: undefined, isFirst: true }

const byDefaultRigid = new Set(['icon', 'separator', 'spacer'])

/** Share of the free room, distance to the component before, and offsets: the same for all components. */
export function placeIn(parent: Parent, fields: Fields): CSSProperties {
  return { ...flexOf(parent, fields), ...marginOf(parent, fields), ...offsetOf(fields) }
}

function flexOf(parent: Parent, fields: Fields): CSSProperties {
  // The cards of a carousel are equally high: it is the body that grows.
  if (parent.isBody) return { flex: '1 0 auto' }
  const isVertical = parent.layout === 'vertical'
  const isSized = isVertical
    ? readExtent(fields.height) !== undefined
    : readExtent(fields.width) !== undefined && fields.type === 'box'
  const rigid = isVertical || isSized || byDefaultRigid.has(String(fields.type))
  const filler = fields.type === 'filler' ? 1 : undefined
  const share = filler ?? readNumber(fields.flex) ?? (rigid ? 0 : 1)
  if (share === 0) return { flex: '0 0 auto' }
  // In a column the content keeps its height and only free room is shared; in a row the whole width is.
  return { flex: isVertical ? `${share} 0 auto` : `${share} 1 0` }
}

function marginOf(parent: Parent, fields: Fields): CSSProperties {
  if (parent.isFirst || fields.position === 'absolute') return {}
  const margin = readSpace(fields.margin) ?? parent.spacing
  if (!margin) return {}
  return parent.layout === 'vertical' ? { marginBlockStart: margin } : { marginInlineStart: margin }
}

function offsetOf(fields: Fields): CSSProperties {
  const position = readOneOf(fields.position, ['relative', 'absolute'])
  const offsets = {
    insetBlockStart: readOffset(fields.offsetTop),
    insetBlockEnd: readOffset(fields.offsetBottom),
    insetInlineStart: readOffset(fields.offsetStart),
    insetInlineEnd: readOffset(fields.offsetEnd),
  }
  const given = Object.entries(offsets).filter(([, value]) => value !== undefined)
  return position === undefined && given.length === 0
    ? {}
    : { position: position ?? 'relative', ...Object.fromEntries(given) }
}
