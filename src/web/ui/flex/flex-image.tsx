import type { CSSProperties } from 'react'
import { readAspectRatio, readColor, readOneOf } from '../read.ts'
import { readImageSize } from './lengths.ts'
import { Picture } from './picture.tsx'
import { type ComponentProps, placeIn } from './place.ts'
import { Tappable } from './tappable.tsx'

export function FlexImage({ fields, parent }: ComponentProps) {
  const align = readOneOf(fields.align, ['start', 'end', 'center']) ?? 'center'
  const gravity = readOneOf(fields.gravity, ['top', 'bottom', 'center'])
  const size = readImageSize(fields.size) ?? '100px'
  const frame: CSSProperties = {
    width: size,
    aspectRatio: readAspectRatio(fields.aspectRatio) ?? 1,
    backgroundColor: readColor(fields.backgroundColor),
  }
  return (
    <Tappable
      action={fields.action}
      className={`flex-image flex-image-${align} ${gravity ? `flex-gravity-${gravity}` : ''}`}
      style={{ ...placeIn(parent, fields), ...rigidWidth(parent.layout, fields.flex, size) }}
    >
      <div className="flex-image-frame" style={frame}>
        <Picture url={fields.url} fit={fields.aspectMode === 'cover' ? 'cover' : 'contain'} />
      </div>
    </Tappable>
  )
}

/** `flex: 0` in a row means as wide as the picture: a percentage would otherwise refer to nothing. */
function rigidWidth(layout: string, flex: unknown, size: string): CSSProperties {
  return layout !== 'vertical' && flex === 0 ? { width: size, maxWidth: '100%' } : {}
}
