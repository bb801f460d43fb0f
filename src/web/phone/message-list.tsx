import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { memo, useEffect, useRef, useState } from 'react'
import { dayKey, formatDay } from './dates.ts'
import { DraftRow } from './draft-row.tsx'
import { EmptyState } from './empty-state.tsx'
import { MessageRow } from './message-row.tsx'
import { usePage } from './page-context.ts'
import type { Chat, Draft } from './phone-store.ts'
import type { ChatItem, SimulatorState } from './simulator-state.ts'
import { summarize } from './summarize.ts'
import type { Acts } from './use-actions.tsx'
import { useStickToEnd } from './use-stick-to-end.ts'

type Props = {
  chat: Chat | undefined
  drafts: Draft[]
  simulator: SimulatorState
  viewerId: string | undefined
  isGroup: boolean
  act: Acts
}

const shownAtFirst = 100
// One person's messages within five minutes stand together under one name.
const togetherMs = 5 * 60_000

/** Kept from drawing again while other chats change. */
export const MessageList = memo(function MessageList(props: Props) {
  const { chat, drafts, isGroup } = props
  const { store } = usePage()
  if (!chat) return <EmptyState kind="loading" />
  if (chat.phase === 'failed') return <EmptyState kind="chatFailed" onRetry={store.refresh} />
  if (chat.items.length + drafts.length === 0) return <EmptyState kind={isGroup ? 'group' : 'person'} />
  return <Messages {...props} chat={chat} />
})

function Messages({ chat, drafts, simulator, viewerId, act }: Props & { chat: Chat }) {
  const { words, language } = usePage()
  const [shownCount, setShownCount] = useState(shownAtFirst)
  const frame = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { isAtEnd, goToEnd } = useStickToEnd(frame, content)
  const draftCount = drafts.length
  useEffect(() => {
    if (draftCount > 0) goToEnd()
  }, [draftCount, goToEnd])

  const nameOf = (userId: string) =>
    userId === 'bot'
      ? simulator.bot.displayName
      : (simulator.people.find((one) => one.userId === userId)?.displayName ?? userId)
  const items = chat.items.slice(-shownCount)
  return (
    <div className="messages-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key */}
      <div ref={frame} className="messages" role="log" aria-live="polite" tabIndex={0} aria-label={words.page}>
        <div ref={content} className="messages-content">
          {chat.items.length > items.length ? (
            <Button
              variant="default"
              size="xs"
              className="messages-earlier"
              onClick={() => setShownCount(shownCount + shownAtFirst)}
            >
              {words.earlier}
            </Button>
          ) : null}
          {items.map((item, index) => {
            const before = items[index - 1]
            const isNewDay = !before || dayKey(before.at) !== dayKey(item.at)
            return (
              <div key={item.id} className="message-turn">
                {isNewDay ? <p className="message-day">{formatDay(item.at, language)}</p> : null}
                {item.kind === 'notice' ? (
                  <p className="message-notice" lang="th">
                    {summarize(item, words, nameOf)}
                  </p>
                ) : (
                  <MessageRow
                    item={item}
                    isFirst={isNewDay || !standTogether(before, item)}
                    isOwn={item.from === viewerId}
                    nameOf={nameOf}
                    act={act}
                  />
                )}
              </div>
            )
          })}
          {drafts.map((draft) => (
            <DraftRow key={draft.id} draft={draft} />
          ))}
        </div>
      </div>
      {isAtEnd ? null : (
        <button type="button" className="messages-latest" onClick={goToEnd}>
          <IconArrowDown size={16} aria-hidden="true" />
          {words.latest}
        </button>
      )}
    </div>
  )
}

function standTogether(before: ChatItem | undefined, item: ChatItem): boolean {
  return (
    before?.kind === 'message' && before.from === item.from && Date.parse(item.at) - Date.parse(before.at) < togetherMs
  )
}
