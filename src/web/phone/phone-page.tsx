import { useMantineColorScheme } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ChatList } from './chat-list.tsx'
import { ChatView } from './chat-view.tsx'
import type { Language } from './dates.ts'
import { EmptyState } from './empty-state.tsx'
import { LiffSheet } from './liff-sheet.tsx'
import { type Page, PageProvider, usePhoneState } from './page-context.ts'
import type { PhoneStore } from './phone-store.ts'
import { leaveForPage, readShareOffer } from './share-offer.ts'
import { SharePicker } from './share-picker.tsx'
import { Sidebar } from './sidebar.tsx'
import { useDevice } from './use-device.ts'
import { useLiff } from './use-liff.ts'
import { useReadMarks } from './use-read-marks.ts'
import { useRoute } from './use-route.ts'
import { words } from './words.ts'

const tellForMs = 5_000

/** The whole page: chats on the left, the open one on the right; one at a time where there is room for one. */
export function PhonePage({ store }: { store: PhoneStore }) {
  const state = usePhoneState(store)
  const [language, setLanguage] = useLocalStorage<Language>({
    key: 'phone-language',
    defaultValue: 'th',
    getInitialValueInEffect: false,
  })
  const isWide = useMediaQuery('(min-width: 760px)', true, { getInitialValueInEffect: false })
  const [marks, mark] = useReadMarks()
  const [route, go] = useRoute()
  const [offer] = useState(() => readShareOffer(location.hash))
  const [said, tell] = useTelling()
  const { colorScheme } = useMantineColorScheme()
  const [device, setDevice] = useDevice()
  const { liff, isLiffOpen, showLiff, closeLiff } = useLiff(store, device)
  const page = useMemo<Page>(
    () => ({ store, language, words: words[language], device, setDevice, showLiff, tell }),
    [store, language, device, setDevice, showLiff, tell],
  )
  const { words: text } = page

  useEffect(() => store.connect(), [store])
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${text.page} · ${text.product}`
  }, [language, text])

  const { simulator } = state
  const firstChat = isWide ? (simulator?.groups[0]?.groupId ?? simulator?.people[0]?.userId) : undefined
  const chatId = route.chatId ?? firstChat
  const group = simulator?.groups.find((one) => one.groupId === chatId)
  const person = simulator?.people.find((one) => one.userId === chatId)
  // In a person's own chat that person looks; in a group whoever was chosen, or else its first member.
  const viewerId = person?.userId ?? route.viewerId ?? group?.memberIds[0] ?? simulator?.people[0]?.userId
  const viewer = simulator?.people.find((one) => one.userId === viewerId)

  const openChat = (id: string) => {
    const opened = simulator?.groups.find((one) => one.groupId === id)
    const isInside = !opened || (viewerId !== undefined && opened.memberIds.includes(viewerId))
    go({ chatId: id, viewerId: opened && !isInside ? opened.memberIds[0] : viewerId })
  }
  const viewAs = (userId: string) => go({ viewerId: userId, chatId: person ? userId : chatId }, 'replace')

  const isChatShown = isWide || Boolean(group ?? person)
  return (
    <PageProvider value={page}>
      <div className="phone" data-scheme={colorScheme}>
        <div className="phone-below" inert={isLiffOpen}>
          {isWide || !isChatShown ? (
            <Sidebar
              viewer={viewer}
              people={simulator?.people ?? []}
              onViewAs={viewAs}
              onLanguage={setLanguage}
              isAlone={!isChatShown}
            >
              <ChatList state={state} openId={chatId} viewerId={viewerId} marks={marks} onOpen={openChat} />
            </Sidebar>
          ) : null}
          {isChatShown ? (
            <main className="phone-main">
              {simulator && (group || person) ? (
                <ChatView
                  key={chatId}
                  state={state}
                  simulator={simulator}
                  group={group}
                  person={person}
                  viewer={viewer}
                  onBack={isWide ? undefined : () => go({ chatId: undefined })}
                  onSeen={mark}
                  onViewAs={viewAs}
                  onOpen={openChat}
                />
              ) : (
                <EmptyState kind={state.phase === 'ready' ? 'pick' : state.phase} onRetry={store.refresh} />
              )}
            </main>
          ) : null}
        </div>
        {simulator ? <LiffSheet page={liff} isOpen={isLiffOpen} simulator={simulator} onClose={closeLiff} /> : null}
        {offer && simulator ? (
          <SharePicker offer={offer} simulator={simulator} onDone={(how) => leaveForPage(offer, how, device)} />
        ) : null}
        <p className="phone-said" role="status">
          {said}
        </p>
      </div>
    </PageProvider>
  )
}

function useTelling(): [string, (text: string) => void] {
  const [said, setSaid] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useCallback((text: string) => {
    clearTimeout(timer.current)
    setSaid(text)
    timer.current = setTimeout(() => setSaid(''), tellForMs)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  return [said, tell]
}
