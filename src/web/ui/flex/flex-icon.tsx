import { readAspectRatio } from '../read.ts'
import { readIconSize } from './lengths.ts'
import { Picture } from './picture.tsx'
import { type ComponentProps, placeIn } from './place.ts'
import { scaled } from './scaled.ts'

export function FlexIcon({ fields, parent }: ComponentProps) {
  const size = readIconSize(fields.size) ?? '16px'
  return (
    <div className="flex-icon" style={{ ...placeIn(parent, fields), fontSize: scaled(size, fields.scaling === true) }}>
      <span style={{ aspectRatio: readAspectRatio(fields.aspectRatio) ?? 1 }}>
        <Picture url={fields.url} fit="contain" />
      </span>
    </div>
  )
}
