import { ActionIcon, Textarea } from '@mantine/core'
import { IconSendFilled } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Avatar } from './avatar.tsx'
import { usePage } from './page-context.ts'
import type { Person } from './simulator-state.ts'

type Props = { bot: string; viewer: Person; canMention: boolean; onSay(text: string, mentionBot: boolean): void }

// LINE's own limit for a text message.
const longest = 5_000

export function Composer({ bot, viewer, canMention, onSay }: Props) {
  const { words } = usePage()
  const [text, setText] = useState('')
  const [isCalling, setIsCalling] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const said = text.trim()

  const send = () => {
    if (said === '') return
    onSay(said, canMention && (isCalling || said.includes(`@${bot}`)))
    setText('')
    setIsCalling(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends an input method's composition chooses a word; it does not send.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <footer className="composer">
      <Avatar kind="person" name={viewer.displayName} size={32} />
      {canMention ? (
        <button
          type="button"
          className="composer-mention"
          aria-pressed={isCalling}
          title={words.mention(bot)}
          aria-label={words.mention(bot)}
          onClick={() => {
            setIsCalling(!isCalling)
            field.current?.focus()
          }}
        >
          @{bot}
        </button>
      ) : null}
      <Textarea
        ref={field}
        className="composer-field"
        value={text}
        placeholder={words.typeHere}
        aria-label={`${words.typeHere} · ${words.viewAs} ${viewer.displayName}`}
        radius={21}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={longest}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon size={42} radius="xl" aria-label={words.send} disabled={said === ''} onClick={send}>
        <IconSendFilled size={18} />
      </ActionIcon>
    </footer>
  )
}
