import { Button } from '@mantine/core'
import { Composer } from './composer.tsx'
import { usePage } from './page-context.ts'
import type { GroupChat, Person } from './simulator-state.ts'
import type { Acts } from './use-actions.tsx'

type Props = { group: GroupChat | undefined; viewer: Person | undefined; bot: string; act: Acts }

/** The line to type in, or what has to be done before one can type. */
export function ChatFoot({ group, viewer, bot, act }: Props) {
  const { words } = usePage()
  if (!viewer) return <Hint text={group ? words.noMembers : words.choosePerson} />
  const { userId } = viewer
  if (group && !group.memberIds.includes(userId)) {
    return (
      <Hint
        text={group.memberIds.length === 0 ? words.noMembers : words.notMember(viewer.displayName)}
        label={words.enterGroup}
        onDo={() => act.post({ type: 'memberJoined', groupId: group.groupId, userId })}
      />
    )
  }
  if (!group && viewer.isBlocked) {
    return <Hint text={words.unblockFirst} label={words.unblock} onDo={() => act.post({ type: 'follow', userId })} />
  }
  if (!group && !viewer.isFriend) {
    return <Hint text={words.addFirst} label={words.addFriend} onDo={() => act.post({ type: 'follow', userId })} />
  }
  return <Composer key={userId} bot={bot} viewer={viewer} canMention={group?.isBotMember === true} onSay={act.say} />
}

function Hint({ text, label, onDo }: { text: string; label?: string; onDo?: () => void }) {
  return (
    <footer className="chat-hint">
      <p>{text}</p>
      {label && onDo ? <Button onClick={onDo}>{label}</Button> : null}
    </footer>
  )
}
