import { Drawer } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useEffect, useMemo } from 'react'
import { ChatDetails } from './chat-details.tsx'
import { ChatFoot } from './chat-foot.tsx'
import { ChatHeader } from './chat-header.tsx'
import { Loading } from './loading.tsx'
import { MessageList } from './message-list.tsx'
import { usePage } from './page-context.ts'
import type { PhoneState } from './phone-store.ts'
import { QuickReplies } from './quick-replies.tsx'
import { RichMenu } from './rich-menu.tsx'
import type { GroupChat, Person, SimulatorState } from './simulator-state.ts'
import { useActions } from './use-actions.tsx'

type Props = {
  state: PhoneState
  simulator: SimulatorState
  group: GroupChat | undefined
  person: Person | undefined
  viewer: Person | undefined
  onBack: (() => void) | undefined
  onSeen(chatId: string, itemId: string): void
  onViewAs(userId: string): void
  onOpen(chatId: string): void
}

/** The open chat: a group or a person's own, as the viewer sees it. */
export function ChatView({ state, simulator, group, person, viewer, onBack, onSeen, onViewAs, onOpen }: Props) {
  const { store, words, device } = usePage()
  const isPhone = device === 'phone'
  const chatId = group?.groupId ?? person?.userId ?? ''
  const chat = state.chats.get(chatId)
  const drafts = useMemo(() => state.drafts.filter((draft) => draft.chatId === chatId), [state.drafts, chatId])
  const hasRoomForDetails = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false })
  const [isOpen, details] = useDisclosure(false)
  const act = useActions({ group, viewer })
  useEffect(() => store.want(chatId), [store, chatId])

  const last = chat?.items.at(-1)
  useEffect(() => {
    if (last) onSeen(chatId, last.id)
  }, [chatId, last, onSeen])

  const aside = <ChatDetails {...{ group, person, viewer, simulator, act, onViewAs, onOpen }} />
  return (
    <>
      <section className="chat" aria-label={group?.groupName ?? simulator.bot.displayName}>
        <ChatHeader
          group={group}
          person={person}
          bot={simulator.bot.displayName}
          onBack={onBack}
          onDetails={hasRoomForDetails ? undefined : details.open}
        />
        {state.isLive ? null : (
          <p className="chat-offline" role="status">
            {words.offline}
          </p>
        )}
        <MessageList
          chat={chat}
          drafts={drafts}
          simulator={simulator}
          viewerId={viewer?.userId}
          isGroup={Boolean(group)}
          act={act}
        />
        {simulator.loading.has(chatId) ? <Loading /> : null}
        {last && isPhone && drafts.length === 0 ? (
          <QuickReplies message={last.message} onAction={act.onAction} />
        ) : null}
        {person && isPhone ? (
          <RichMenu state={state} simulator={simulator} person={person} onAction={act.onAction} />
        ) : null}
        <ChatFoot group={group} viewer={viewer} bot={simulator.bot.displayName} act={act} />
        {act.dialog}
      </section>
      {hasRoomForDetails ? (
        <aside className="chat-details" aria-label={words.details}>
          {aside}
        </aside>
      ) : (
        <Drawer
          opened={isOpen}
          onClose={details.close}
          position="right"
          size={340}
          title={words.details}
          closeButtonProps={{ 'aria-label': words.close }}
        >
          {aside}
        </Drawer>
      )}
    </>
  )
}
