import { useRef } from 'react'
import { readColor, readFields, readOneOf, readText } from '../read.ts'
import { readAction } from './actions.ts'
import { type ComponentProps, placeIn } from './place.ts'
import { scaled } from './scaled.ts'
import { useAct } from './tappable.tsx'
import { useShrinkToFit } from './use-shrink-to-fit.ts'

export function FlexButton({ fields, parent }: ComponentProps) {
  const label = useRef<HTMLSpanElement>(null)
  useShrinkToFit(label, fields.adjustMode === 'shrink-to-fit')
  const kind = readOneOf(fields.style, ['link', 'primary', 'secondary']) ?? 'link'
  const height = readOneOf(fields.height, ['sm', 'md']) ?? 'md'
  const gravity = readOneOf(fields.gravity, ['top', 'bottom', 'center'])
  const color = readColor(fields.color)
  const action = readAction(fields.action)
  const act = useAct(action)
  const face = {
    className: `flex-button flex-button-${kind} flex-button-${height}`,
    style: {
      ...(kind === 'link' ? { color } : { backgroundColor: color }),
      fontSize: scaled('16px', fields.scaling === true),
    },
    onClick: act?.onClick,
    children: <span ref={label}>{readText(readFields(fields.action).label) ?? ''}</span>,
  }
  return (
    <div className={`flex-button-place ${gravity ? `flex-gravity-${gravity}` : ''}`} style={placeIn(parent, fields)}>
      {action?.type === 'uri' ? (
        <a {...face} href={action.uri} target="_blank" rel="noopener noreferrer" />
      ) : (
        <button type="button" {...face} disabled={!action} />
      )}
    </div>
  )
}
