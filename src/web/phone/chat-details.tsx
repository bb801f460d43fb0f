import { ActionIcon, Button } from '@mantine/core'
import { IconDoorExit } from '@tabler/icons-react'
import { Avatar } from './avatar.tsx'
import { usePage } from './page-context.ts'
import type { GroupChat, Person, SimulatorState } from './simulator-state.ts'
import type { Acts } from './use-actions.tsx'

type Props = {
  group: GroupChat | undefined
  person: Person | undefined
  viewer: Person | undefined
  simulator: SimulatorState
  act: Acts
  onViewAs(userId: string): void
  onOpen(chatId: string): void
}

/** Who is in the chat and what can be done beside talking. */
export function ChatDetails({ group, person, viewer, simulator, act, onViewAs, onOpen }: Props) {
  if (group) return <GroupDetails group={group} viewer={viewer} simulator={simulator} act={act} onViewAs={onViewAs} />
  return person ? <PersonDetails person={person} simulator={simulator} act={act} onOpen={onOpen} /> : null
}

type PersonProps = Pick<Props, 'simulator' | 'act' | 'onOpen'> & { person: Person }

function PersonDetails({ person, simulator, act, onOpen }: PersonProps) {
  const { words } = usePage()
  const { userId } = person
  const groups = simulator.groups.filter((group) => group.memberIds.includes(userId))
  const isWithBot = person.isFriend && !person.isBlocked
  const status = person.isBlocked ? words.blocked : person.isFriend ? words.friend : words.notFriend
  return (
    <div className="details">
      <div className="details-head">
        <Avatar kind="person" name={person.displayName} size={72} />
        <h3>{person.displayName}</h3>
        <Standing isGood={isWithBot} text={status} />
        <code>{userId}</code>
      </div>
      {isWithBot ? (
        <Button variant="default" fullWidth onClick={() => act.post({ type: 'unfollow', userId })}>
          {words.block}
        </Button>
      ) : (
        <Button fullWidth onClick={() => act.post({ type: 'follow', userId })}>
          {person.isBlocked ? words.unblock : words.addFriend}
        </Button>
      )}
      {groups.length > 0 ? <h4>{words.groups}</h4> : null}
      <ul className="details-list">
        {groups.map(({ groupId, groupName }) => (
          <li key={groupId}>
            <button type="button" onClick={() => onOpen(groupId)}>
              <Avatar kind="group" name={groupName} size={32} />
              <span>{groupName}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function GroupDetails({
  group,
  viewer,
  simulator,
  act,
  onViewAs,
}: Omit<Props, 'group' | 'person' | 'onOpen'> & { group: GroupChat }) {
  const { words } = usePage()
  const { groupId } = group
  const members = group.memberIds.map((id) => simulator.people.find((one) => one.userId === id) ?? unknownPerson(id))
  return (
    <div className="details">
      <div className="details-head">
        <Avatar kind="group" name={group.groupName} size={72} />
        <h3>{group.groupName}</h3>
        <Standing isGood={group.isBotMember} text={group.isBotMember ? words.botInGroup : words.botNotInGroup} />
        <code>{groupId}</code>
      </div>
      {group.isBotMember ? (
        <Button variant="default" fullWidth onClick={() => act.post({ type: 'leave', groupId })}>
          {words.removeBot}
        </Button>
      ) : (
        <Button fullWidth onClick={() => act.post({ type: 'join', groupId })}>
          {words.inviteBot}
        </Button>
      )}
      <h4>{words.memberCount(members.length)}</h4>
      <ul className="details-list">
        {members.map((member) => (
          <li key={member.userId}>
            <button
              type="button"
              aria-pressed={member.userId === viewer?.userId}
              title={`${words.viewAs} ${member.displayName}`}
              onClick={() => onViewAs(member.userId)}
            >
              <Avatar kind="person" name={member.displayName} size={32} />
              <span>{member.displayName}</span>
            </button>
            <ActionIcon
              className="details-leave"
              variant="subtle"
              size={32}
              aria-label={`${member.displayName}: ${words.leaveGroup}`}
              title={words.leaveGroup}
              onClick={() => act.post({ type: 'memberLeft', groupId, userId: member.userId })}
            >
              <IconDoorExit size={18} stroke={1.75} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Standing({ isGood, text }: { isGood: boolean; text: string }) {
  return <p className={isGood ? 'standing standing-good' : 'standing'}>{text}</p>
}

function unknownPerson(userId: string): Person {
  return { userId, displayName: userId, isFriend: false, isBlocked: false }
}
