import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { LineAction, OnAction } from '../ui/flex/actions.ts'
import { readWebUri } from '../ui/safe-uri.ts'
import { isLiffUri, openInLine } from './open-liff.ts'
import { usePage } from './page-context.ts'
import { PickDate } from './pick-date.tsx'
import type { PersonEvent } from './simulator-client.ts'
import type { GroupChat, Person } from './simulator-state.ts'

export type Acts = {
  onAction: OnAction
  /** Sends an event and says in words when it fails. */
  post(event: PersonEvent): void
  say(text: string, mentionBot: boolean): void
  copy(text: string): void
  unsend(messageId: string): void
  dialog: ReactNode
}

/** What the viewer can do in the open chat. */
export function useActions({ group, viewer }: { group: GroupChat | undefined; viewer: Person | undefined }): Acts {
  const { store, words, device, showLiff, tell } = usePage()
  const [asked, setAsked] = useState<Extract<LineAction, { type: 'datetimepicker' }>>()
  const userId = viewer?.userId
  const groupId = group?.groupId

  const post = useCallback(
    (event: PersonEvent) => {
      store.act(event).then(
        ({ isDelivered, status }) => {
          if (!isDelivered) tell(words.notDelivered(status))
        },
        () => tell(words.eventFailed),
      )
    },
    [store, tell, words],
  )

  const say = useCallback(
    async (text: string, mentionBot: boolean) => {
      if (!userId) return
      const where = groupId ? { groupId, ...(mentionBot ? { mentionBot } : {}) } : {}
      const delivered = await store.say({ type: 'message', userId, text, ...where })
      if (delivered && !delivered.isDelivered) tell(words.notDelivered(delivered.status))
    },
    [store, tell, words, userId, groupId],
  )

  const copy = useCallback(
    (text: string) =>
      navigator.clipboard.writeText(text).then(
        () => tell(words.copied),
        () => tell(words.copyFailed),
      ),
    [tell, words],
  )

  const unsend = useCallback(
    (messageId: string) => {
      if (userId) post({ type: 'unsend', userId, ...(groupId ? { groupId } : {}), messageId })
    },
    [post, userId, groupId],
  )

  const onAction = useCallback<OnAction>(
    (action) => {
      const who = userId ? { userId, ...(groupId ? { groupId } : {}) } : undefined
      if (action.type === 'uri') {
        const address = (device === 'pc' && action.desktopUri) || action.uri
        const uri = readWebUri(address)
        if (uri && userId && isLiffUri(uri)) showLiff({ uri, userId, title: action.label })
        else if (uri && userId && device === 'phone') openInLine(uri, userId)
        else if (uri) window.open(uri, '_blank', 'noopener,noreferrer')
        else tell(words.onPhoneOnly(address))
      } else if (action.type === 'clipboard') void copy(action.clipboardText)
      else if (!who) tell(words.choosePerson)
      else if (action.type === 'message') void say(action.text, false)
      else if (action.type === 'postback') {
        const displayText = action.displayText ?? action.text
        post({ type: 'postback', ...who, data: action.data, ...(displayText === undefined ? {} : { displayText }) })
      } else if (action.type === 'richmenuswitch') {
        const { richMenuAliasId, data } = action
        post({ type: 'richmenuswitch', userId: who.userId, richMenuAliasId, data })
      } else if (action.type === 'datetimepicker') setAsked(action)
      else tell(words.cannotTap)
    },
    [userId, groupId, device, words, showLiff, tell, copy, say, post],
  )

  const dialog = asked ? (
    <PickDate
      mode={asked.mode}
      onClose={() => setAsked(undefined)}
      onPick={(value) => {
        setAsked(undefined)
        if (userId)
          post({
            type: 'postback',
            userId,
            ...(groupId ? { groupId } : {}),
            data: asked.data,
            params: { [asked.mode]: value },
          })
      }}
    />
  ) : null
  return useMemo(() => ({ onAction, post, say, copy, unsend, dialog }), [onAction, post, say, copy, unsend, dialog])
}
