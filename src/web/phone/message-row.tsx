import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowBackUp, IconCopy, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { LineMessage } from '../ui/message/line-message.tsx'
import { readFields, readText } from '../ui/read.ts'
import { Avatar } from './avatar.tsx'
import { formatTime } from './dates.ts'
import { usePage } from './page-context.ts'
import type { ChatItem } from './simulator-state.ts'
import type { Acts } from './use-actions.tsx'

type Props = {
  item: ChatItem
  isOwn: boolean
  isFirst: boolean
  nameOf(userId: string): string
  act: Acts
}

export function MessageRow({ item, isOwn, isFirst, nameOf, act }: Props) {
  const { words, language } = usePage()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const name = nameOf(item.from)
  const sender = readText(readFields(item.message.sender).name)
  const openMenu = (event: { preventDefault(): void }) => {
    event.preventDefault()
    setMenuOpen(true)
  }
  const body = <LineMessage message={item.message} onAction={act.onAction} words={words.message} nameOf={nameOf} />
  const time = (
    <time className="message-time" dateTime={item.at}>
      {formatTime(item.at, language)}
    </time>
  )
  if (isOwn) {
    return (
      <article className="message message-own" aria-label={words.you}>
        <OwnMenu item={item} isOpen={isMenuOpen} onChange={setMenuOpen} act={act} />
        {time}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a long press opens the menu, whose button stands beside it */}
        <div className="message-body" onContextMenu={openMenu}>
          {body}
        </div>
      </article>
    )
  }
  return (
    <article className={isFirst ? 'message message-first' : 'message'} aria-label={name}>
      {isFirst ? (
        <Avatar kind={item.from === 'bot' ? 'bot' : 'person'} name={name} size={38} />
      ) : (
        <span className="avatar-room" />
      )}
      <div className="message-side">
        {isFirst ? <p className="message-name">{sender ? words.by(sender, name) : name}</p> : null}
        <div className="message-line">
          <div className="message-body">{body}</div>
          {time}
        </div>
      </div>
    </article>
  )
}

type MenuProps = { item: ChatItem; isOpen: boolean; act: Acts; onChange(isOpen: boolean): void }

function OwnMenu({ item, isOpen, onChange, act }: MenuProps) {
  const { words } = usePage()
  const text = readText(item.message.text)

  return (
    <Menu opened={isOpen} onChange={onChange} position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon className="message-menu" variant="subtle" size={28} aria-label={words.messageMenu}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {text ? (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => act.copy(text)}>
            {words.copy}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => act.unsend(item.id)}>
          {words.unsend}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
