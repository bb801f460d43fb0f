import { ActionIcon, Drawer } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { SheetAnswer, SheetQuestion } from '../../contracts/liff-sheet.ts'
import { type LiffPage, liffAddress, openLiff } from './open-liff.ts'
import { usePage } from './page-context.ts'
import { type ShareOffer, SharePicker } from './share-picker.tsx'
import { readSheetCall } from './sheet-call.ts'
import type { SimulatorState } from './simulator-state.ts'

type Props = { page: LiffPage | undefined; isOpen: boolean; simulator: SimulatorState; onClose(): void }

/** A LIFF page over the chat, as LINE opens it: its title, or what was tapped of one that tells none, a way into a window of its own, and a way out. */
export function LiffSheet({ page, isOpen, simulator, onClose }: Props) {
  const { words, device } = usePage()
  const frame = useRef<HTMLIFrameElement>(null)
  const [asked, setAsked] = useState<ShareOffer & { answer(how: SheetAnswer['how']): void }>()
  const [called, setCalled] = useState('')
  const { sheetOrigins, bot } = simulator
  const userId = page?.userId ?? ''

  useEffect(() => {
    if (!isOpen) return
    const listen = ({ source, origin, data }: MessageEvent<unknown>) => {
      const inside = frame.current?.contentWindow
      if (!inside || source !== inside || !sheetOrigins.includes(origin)) return
      const call = readSheetCall(data)
      if (call?.liff === 'closeWindow') onClose()
      else if (call?.liff === 'titled') setCalled(call.title)
      else if (call) {
        const answer = (how: SheetAnswer['how']) => {
          inside.postMessage({ liff: call.liff, how } satisfies SheetAnswer, origin)
          setAsked(undefined)
          frame.current?.focus()
        }
        setAsked({ userId, messages: call.messages, answer })
      }
    }
    addEventListener('message', listen)
    return () => removeEventListener('message', listen)
  }, [isOpen, sheetOrigins, userId, onClose])
  useEffect(() => {
    if (!isOpen) setAsked(undefined)
  }, [isOpen])

  /** Another page may stand there now, and is asked for its own. */
  function askTitle(): void {
    setCalled('')
    frame.current?.contentWindow?.postMessage({ liff: 'titled' } satisfies SheetQuestion, '*') // it tells nobody anything
  }

  if (!page) return null
  const title = called || page.title || bot.displayName
  return (
    <>
      <Drawer.Root
        opened={isOpen}
        onClose={onClose}
        onExitTransitionEnd={() => setCalled('')} // opened again before that, the same page is still in it
        position="bottom"
        size="calc(100% - 28px)"
        // The page itself gives the focus back: what is below is out of reach while this is open.
        returnFocus={false}
        closeOnEscape={!asked}
        classNames={{ content: 'sheet liff-sheet', header: 'liff-head', title: 'liff-title', body: 'liff-body' }}
      >
        <Drawer.Overlay />
        <Drawer.Content>
          <Drawer.Header>
            <Drawer.Title>
              {title}
              {title === bot.displayName ? null : <small>{bot.displayName}</small>}
            </Drawer.Title>
            <ActionIcon
              variant="subtle"
              size={36}
              aria-label={words.newWindow}
              title={words.newWindow}
              onClick={() => {
                openLiff(page, device)
                onClose()
              }}
            >
              <IconExternalLink size={20} stroke={1.75} />
            </ActionIcon>
            <Drawer.CloseButton aria-label={words.close} size={36} iconSize={22} data-autofocus />
          </Drawer.Header>
          <Drawer.Body>
            <iframe
              ref={frame}
              title={title}
              onLoad={askTitle}
              src={liffAddress(page.uri, page.userId, device)}
              // By origin: what the frame begins with is LINE's own page, and leads on to these.
              allow={`clipboard-write ${sheetOrigins.join(' ')}`}
            />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      {asked ? <SharePicker offer={asked} simulator={simulator} onDone={asked.answer} /> : null}
    </>
  )
}
