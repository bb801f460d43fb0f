import { Button, Checkbox, Drawer, ScrollArea, Stack, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Fields } from '../ui/read.ts'
import { Avatar } from './avatar.tsx'
import { usePage } from './page-context.ts'
import type { SimulatorState } from './simulator-state.ts'

// LINE lets as many be chosen at once.
const mostChosen = 10
const shownAtMost = 100

/** Messages that a LIFF page wants to send as somebody's own. */
export type ShareOffer = { userId: string; messages: Fields[] }

type Props = { offer: ShareOffer; simulator: SimulatorState; onDone(how: 'sent' | 'closed'): void }

/** LINE's share target picker: groups and friends of whoever holds the phone. */
export function SharePicker({ offer, simulator, onDone }: Props) {
  const { store, words, tell } = usePage()
  const [sought, setSought] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [isSending, setSending] = useState(false)
  const { userId, messages } = offer
  const chats = [
    ...simulator.groups
      .filter(({ memberIds }) => memberIds.includes(userId))
      .map(({ groupId, groupName }) => ({ id: groupId, name: groupName, kind: 'group' as const })),
    ...simulator.people
      .filter((person) => person.userId !== userId)
      .map((person) => ({ id: person.userId, name: person.displayName, kind: 'person' as const })),
  ]
  const found = chats
    .filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()))
    .slice(0, shownAtMost)

  async function send() {
    setSending(true)
    try {
      await store.act({ type: 'share', userId, to: chosen, messages })
      onDone('sent')
    } catch {
      setSending(false)
      tell(words.eventFailed)
    }
  }

  return (
    <Drawer
      opened
      onClose={() => onDone('closed')}
      position="bottom"
      size="85%"
      title={words.shareTo}
      closeButtonProps={{ 'aria-label': words.cancel }}
      classNames={{ content: 'sheet', body: 'share-picker' }}
    >
      <TextInput
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
        placeholder={words.search}
        aria-label={words.search}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <ScrollArea.Autosize className="share-list" type="auto">
        <Checkbox.Group value={chosen} onChange={setChosen} aria-label={words.shareTo}>
          <Stack gap={4}>
            {found.map(({ id, name, kind }) => (
              <Checkbox
                key={id}
                value={id}
                styles={{ body: { alignItems: 'center' } }}
                disabled={chosen.length >= mostChosen && !chosen.includes(id)}
                label={
                  <span className="view-as-option">
                    <Avatar kind={kind} name={name} size={32} />
                    {name}
                  </span>
                }
              />
            ))}
            {found.length === 0 ? <p>{words.nothingFound}</p> : null}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
      <Button size="md" disabled={chosen.length === 0} loading={isSending} onClick={() => void send()}>
        {words.shareSend(chosen.length)}
      </Button>
    </Drawer>
  )
}
