import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconDeviceDesktop, IconDeviceMobile, IconInfoCircle } from '@tabler/icons-react'
import { Avatar } from './avatar.tsx'
import { usePage } from './page-context.ts'
import type { GroupChat, Person } from './simulator-state.ts'

type Props = {
  group: GroupChat | undefined
  person: Person | undefined
  bot: string
  onBack: (() => void) | undefined
  onDetails: (() => void) | undefined
}

export function ChatHeader({ group, person, bot, onBack, onDetails }: Props) {
  const { words, device, setDevice } = usePage()
  const isPc = device === 'pc'
  const Title = onBack ? 'h1' : 'h2' // alone on the page, or beside the list
  const under = group ? words.memberCount(group.memberIds.length) : person ? words.privateChat(person.displayName) : ''
  return (
    <header className="chat-head">
      {onBack ? (
        <ActionIcon variant="subtle" size={40} aria-label={words.back} onClick={onBack}>
          <IconChevronLeft size={24} />
        </ActionIcon>
      ) : null}
      <Avatar kind={group ? 'group' : 'bot'} name={group?.groupName ?? bot} size={40} />
      <div className="chat-head-name">
        <Title>{group?.groupName ?? bot}</Title>
        <p>{under}</p>
      </div>
      <ActionIcon
        variant="subtle"
        size={40}
        aria-label={words.asPc}
        aria-pressed={isPc}
        title={isPc ? words.isPc : words.isPhone}
        onClick={() => setDevice(isPc ? 'phone' : 'pc')}
      >
        {isPc ? <IconDeviceDesktop size={22} stroke={1.75} /> : <IconDeviceMobile size={22} stroke={1.75} />}
      </ActionIcon>
      {onDetails ? (
        <ActionIcon variant="subtle" size={40} aria-label={words.details} onClick={onDetails}>
          <IconInfoCircle size={22} stroke={1.75} />
        </ActionIcon>
      ) : null}
    </header>
  )
}
