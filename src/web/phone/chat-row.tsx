import { useInViewport } from '@mantine/hooks'
import { useEffect } from 'react'
import { Avatar } from './avatar.tsx'
import { formatRecent } from './dates.ts'
import { usePage } from './page-context.ts'
import type { PhoneState } from './phone-store.ts'
import { summarize } from './summarize.ts'

type Props = {
  chatId: string
  kind: 'group' | 'person'
  name: string
  count?: number
  state: PhoneState
  openId: string | undefined
  viewerId: string | undefined
  marks: Record<string, string>
  onOpen(chatId: string): void
}

/** One chat in the list; its messages are asked for when the row comes into view. */
export function ChatRow({ chatId, kind, name, count, state, openId, viewerId, marks, onOpen }: Props) {
  const { store, words, language } = usePage()
  const { ref, inViewport } = useInViewport<HTMLLIElement>()
  useEffect(() => {
    if (inViewport) store.want(chatId)
  }, [inViewport, store, chatId])

  const last = state.chats.get(chatId)?.items.at(-1)
  const isLoaded = state.chats.get(chatId)?.phase === 'ready'
  const person = kind === 'person' ? state.simulator?.people.find((one) => one.userId === chatId) : undefined
  const standing = person?.isBlocked ? words.blocked : person && !person.isFriend ? words.notFriend : words.noMessages
  const nameOf = (userId: string) => state.simulator?.people.find((one) => one.userId === userId)?.displayName ?? ''
  const isOwn = last?.from === (kind === 'person' ? chatId : viewerId)
  const hasNews = last ? last.kind === 'message' && !isOwn && marks[chatId] !== last.id : state.news.has(chatId)
  const isUnread = hasNews && chatId !== openId
  const author =
    last && kind === 'group' && last.kind === 'message' && last.from !== 'bot'
      ? `${isOwn ? words.you : nameOf(last.from)}: `
      : ''
  return (
    <li ref={ref}>
      <button
        type="button"
        className="chat-row"
        aria-current={chatId === openId ? 'page' : undefined}
        onClick={() => onOpen(chatId)}
      >
        <Avatar kind={kind} name={name} />
        <span className="chat-row-name">
          <strong>{name}</strong>
          {count === undefined ? null : <small>({count})</small>}
        </span>
        <time className="chat-row-time" dateTime={last?.at}>
          {last ? formatRecent(last.at, new Date(), language) : ''}
        </time>
        <span className="chat-row-last" lang="th">
          {last ? `${author}${summarize(last, words, nameOf)}` : isLoaded ? standing : ' '}
        </span>
        {isUnread ? <span className="chat-row-unread" role="img" aria-label={words.unread} /> : null}
      </button>
    </li>
  )
}
