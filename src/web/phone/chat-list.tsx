import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { ChatRow } from './chat-row.tsx'
import { EmptyState } from './empty-state.tsx'
import { usePage } from './page-context.ts'
import type { PhoneState } from './phone-store.ts'

type Props = {
  state: PhoneState
  openId: string | undefined
  viewerId: string | undefined
  marks: Record<string, string>
  onOpen(chatId: string): void
}

// 300 staff at once are too many rows to draw; the rest come on asking or by searching.
const peopleAtFirst = 60

export function ChatList({ state, openId, viewerId, marks, onOpen }: Props) {
  const { store, words } = usePage()
  const [sought, setSought] = useState('')
  const [peopleShown, setPeopleShown] = useState(peopleAtFirst)
  const wanted = useDeferredValue(sought.trim().toLowerCase())
  const { simulator } = state
  if (!simulator) return <EmptyState kind={state.phase === 'failed' ? 'failed' : 'loading'} onRetry={store.refresh} />

  const groups = simulator.groups.filter((one) => one.groupName.toLowerCase().includes(wanted))
  const people = simulator.people.filter((one) => one.displayName.toLowerCase().includes(wanted))
  const isEmpty = simulator.groups.length === 0 && simulator.people.length === 0
  const row = { state, openId, viewerId, marks, onOpen }
  return (
    <>
      <TextInput
        className="chat-search"
        type="search"
        value={sought}
        placeholder={words.search}
        aria-label={words.search}
        leftSection={<IconSearch size={18} stroke={1.75} />}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <nav className="chat-list" aria-label={words.page}>
        {groups.length > 0 ? <h2>{words.groups}</h2> : null}
        <ul>
          {groups.map((group) => (
            <ChatRow
              key={group.groupId}
              {...row}
              chatId={group.groupId}
              kind="group"
              name={group.groupName}
              count={group.memberIds.length}
            />
          ))}
        </ul>
        {people.length > 0 ? <h2>{words.people}</h2> : null}
        <ul>
          {people.slice(0, peopleShown).map((person) => (
            <ChatRow key={person.userId} {...row} chatId={person.userId} kind="person" name={person.displayName} />
          ))}
        </ul>
        {people.length > peopleShown ? (
          <Button variant="subtle" fullWidth onClick={() => setPeopleShown(people.length)}>
            {`+${people.length - peopleShown}`}
          </Button>
        ) : null}
        {groups.length + people.length === 0 ? (
          <p className="chat-list-empty">{isEmpty ? words.noChats : words.nothingFound}</p>
        ) : null}
      </nav>
    </>
  )
}
