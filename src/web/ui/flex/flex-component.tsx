import type { ReactNode } from 'react'
import { type Fields, readColor, readFields, readList, readOneOf } from '../read.ts'
import { FlexBox } from './flex-box.tsx'
import { FlexButton } from './flex-button.tsx'
import { FlexIcon } from './flex-icon.tsx'
import { FlexImage } from './flex-image.tsx'
import { FlexText } from './flex-text.tsx'
import { FlexVideo } from './flex-video.tsx'
import { readSpace } from './lengths.ts'
import { type ComponentProps, type Parent, placeIn } from './place.ts'

// LINE's own limit is not published; cards in use stay under 10. Deeper nesting is hostile and would exhaust the stack.
const deepest = 40

/** Draws one component, whatever it is; an unknown kind leaves no trace. */
export function FlexComponent({ value, parent, depth }: { value: unknown; parent: Parent; depth: number }) {
  const fields = readFields(value)
  if (depth > deepest) return null
  switch (fields.type) {
    case 'box':
      return renderBox(fields, parent, depth)
    case 'text':
      return <FlexText fields={fields} parent={parent} />
    case 'image':
      return <FlexImage fields={fields} parent={parent} />
    case 'icon':
      return <FlexIcon fields={fields} parent={parent} />
    case 'button':
      return <FlexButton fields={fields} parent={parent} />
    case 'video':
      return (
        <FlexVideo fields={fields} parent={parent}>
          <FlexComponent value={fields.altContent} parent={parent} depth={depth + 1} />
        </FlexVideo>
      )
    case 'separator':
      return <FlexSeparator fields={fields} parent={parent} />
    case 'filler':
      return <div style={placeIn({ ...parent, spacing: undefined }, fields)} />
    case 'spacer':
      return <div style={{ flex: '0 0 auto', padding: `calc(${readSpace(fields.size) ?? '8px'} / 2)` }} />
    default:
      return null
  }
}

function renderBox(fields: Fields, parent: Parent, depth: number): ReactNode {
  const layout = readOneOf(fields.layout, ['horizontal', 'vertical', 'baseline']) ?? 'vertical'
  const spacing = readSpace(fields.spacing)
  // An absolute child stands outside the row: the next one is still the first.
  let isFirst = true
  const contents = readList(fields.contents).map((child, index) => {
    const within: Parent = { layout, spacing, isFirst }
    if (readFields(child).position !== 'absolute') isFirst = false
    // biome-ignore lint/suspicious/noArrayIndexKey: components of a card have no id and never move
    return <FlexComponent key={index} value={child} parent={within} depth={depth + 1} />
  })
  return (
    <FlexBox fields={fields} parent={parent} layout={layout}>
      {contents}
    </FlexBox>
  )
}

function FlexSeparator({ fields, parent }: ComponentProps) {
  const isUpright = parent.layout !== 'vertical'
  return (
    <div
      className={isUpright ? 'flex-separator flex-separator-upright' : 'flex-separator'}
      style={{ ...placeIn(parent, fields), backgroundColor: readColor(fields.color) }}
    />
  )
}
