import { type CSSProperties, type KeyboardEvent, type ReactNode, type SyntheticEvent, useContext } from 'react'
import { type LineAction, readAction } from './actions.ts'
import { FlexContext } from './flex-context.ts'

type Props = { action: unknown; className: string; style?: CSSProperties | undefined; children?: ReactNode }

/**
 * A part of a card that may carry an action. It is a `div` and never an anchor, because LINE lets tappable boxes hold
 * tappable boxes, which anchors cannot. The innermost action wins.
 */
export function Tappable({ action, className, style, children }: Props) {
  const act = useAct(readAction(action))
  if (!act) {
    return (
      <div className={className} style={style}>
        {children}
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is link or button
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label
    <div
      className={`${className} flex-tappable`}
      style={style}
      role={act.role}
      tabIndex={0}
      aria-label={act.label || undefined}
      onClick={act.onClick}
      onKeyDown={act.onKeyDown}
    >
      {children}
    </div>
  )
}

/** Click and key handlers of an action; nothing when there is no action or nobody listens. */
export function useAct(action: LineAction | undefined) {
  const { onAction } = useContext(FlexContext)
  if (!action) return undefined
  const run = (event: SyntheticEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onAction?.(action)
  }
  return {
    role: action.type === 'uri' ? ('link' as const) : ('button' as const),
    label: action.label,
    onClick: run,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) run(event)
    },
  }
}
