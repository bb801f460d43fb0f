import type { CSSProperties } from 'react'
import { readColor, readFields, readOneOf } from '../read.ts'
import { FlexComponent } from './flex-component.tsx'
import { blockParent } from './place.ts'
import { Tappable } from './tappable.tsx'

const sizes = ['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga'] as const
const blocks = ['header', 'hero', 'body', 'footer'] as const

/** One card. The caller puts a `FlexBoundary` around it. */
export function FlexBubble({ value }: { value: unknown }) {
  const fields = readFields(value)
  const size = readOneOf(fields.size, sizes) ?? 'mega'
  const styles = readFields(fields.styles)
  const shown = blocks.filter((name) => typeof readFields(fields[name]).type === 'string')
  return (
    <div className={`flex-bubble flex-bubble-${size}`} dir={readOneOf(fields.direction, ['ltr', 'rtl']) ?? 'ltr'}>
      <Tappable action={fields.action} className="flex-bubble-face">
        {shown.map((name, index) => {
          const beforeFooter = name === 'body' && shown.includes('footer')
          return (
            <Block
              key={name}
              name={name}
              value={fields[name]}
              style={styles[name]}
              isFirst={index === 0}
              beforeFooter={beforeFooter}
            />
          )
        })}
      </Tappable>
    </div>
  )
}

type BlockProps = {
  name: (typeof blocks)[number]
  value: unknown
  style: unknown
  isFirst: boolean
  beforeFooter: boolean
}

function Block({ name, value, style, isFirst, beforeFooter }: BlockProps) {
  const fields = readFields(value)
  const look = readFields(style)
  const ground: CSSProperties = { backgroundColor: readColor(look.backgroundColor) }
  const hasRule = look.separator === true && !isFirst
  const rule: CSSProperties = hasRule
    ? { borderBlockStart: `1px solid ${readColor(look.separatorColor) ?? '#d4d6da'}` }
    : {}
  const className = `flex-block flex-${name} ${beforeFooter ? 'flex-body-before-footer' : ''}`
  return (
    <div className={className} style={{ ...ground, ...rule }}>
      {name === 'hero' || fields.type === 'box' ? (
        <FlexComponent value={value} parent={{ ...blockParent, isBody: name === 'body' }} depth={0} />
      ) : null}
    </div>
  )
}
