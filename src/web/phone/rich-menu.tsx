import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { OnAction } from '../ui/flex/actions.ts'
import { usePage } from './page-context.ts'
import type { PhoneState } from './phone-store.ts'
import { type Person, type RichMenuArea, richMenuIdOf, type SimulatorState } from './simulator-state.ts'

type Props = { state: PhoneState; simulator: SimulatorState; person: Person; onAction: OnAction }

/** The menu at the foot of a 1:1 chat: its picture with places that can be tapped, and the bar that opens and closes it. */
export function RichMenu({ state, simulator, person, onAction }: Props) {
  const { store, words } = usePage()
  const [isOpen, setOpen] = useState<boolean>()
  const id = richMenuIdOf(simulator, person)
  useEffect(() => {
    if (id) void store.wantRichMenu(id)
  }, [store, id])

  const menu = id === undefined ? undefined : state.richMenus.get(id)
  if (!menu) return null
  const isShown = isOpen ?? menu.isOpen
  return (
    <section className="rich-menu" aria-label={words.richMenu}>
      <button type="button" className="rich-menu-bar" aria-expanded={isShown} onClick={() => setOpen(!isShown)}>
        <span lang="th">{menu.barText}</span>
        {isShown ? <IconChevronDown size={16} aria-hidden="true" /> : <IconChevronUp size={16} aria-hidden="true" />}
      </button>
      {isShown ? (
        <div className="rich-menu-picture" style={{ aspectRatio: `${menu.width} / ${menu.height}` }}>
          <img src={`/_sim/rich-menus/${menu.id}/image`} alt="" />
          {menu.areas.map((area) => (
            <button
              key={`${area.left} ${area.top}`}
              type="button"
              lang="th"
              aria-label={area.action.label}
              title={area.action.label}
              style={placeOf(area)}
              onClick={() => onAction(area.action)}
            />
          ))}
        </div>
      ) : null}
    </section>
  )
}

function placeOf({ left, top, width, height }: RichMenuArea) {
  const percent = (share: number) => `${share * 100}%`
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) }
}
