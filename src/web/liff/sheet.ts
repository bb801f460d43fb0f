import type { SheetAnswer, SheetCall, SheetQuestion } from '../../contracts/liff-sheet.ts'

type Sheet = { close(): void; pick(messages: unknown[]): Promise<SheetAnswer['how']> }

/**
 * The sheet of the simulator's phone that this page stands in, which then bears its title and is closed by Escape in here too;
 * undefined in a window of its own. `liffUrl` is of the look-alike.
 */
export function joinSheet(liffUrl: string): Sheet | undefined {
  const phone = window.parent
  if (phone === window) return undefined
  const { protocol, port } = new URL(liffUrl)
  const origins = ['localhost', '127.0.0.1'].map((name) => new URL(`${protocol}//${name}:${port}`).origin)
  // Firefox does not tell who holds a frame. Of the two only the phone itself hears it.
  const [holder] = location.ancestorOrigins ?? []
  const heard = origins.filter((origin) => !holder || origin === holder)
  const call = (said: SheetCall) => {
    for (const origin of heard) phone.postMessage(said, origin)
  }

  const close = () => call({ liff: 'closeWindow' })
  const name = () => call({ liff: 'titled', title: document.title })
  name()
  new MutationObserver(name).observe(document.head, { childList: true, subtree: true, characterData: true })
  addEventListener('message', ({ source, data }: MessageEvent<SheetQuestion>) => {
    if (source === phone && data?.liff === 'titled') name()
  })
  addEventListener('keydown', ({ key, defaultPrevented }) => {
    // Not where the page itself used the key, to close a list of its own.
    if (key === 'Escape' && !defaultPrevented) close() // whoever holds a frame hears no key that is pressed in it
  })

  return {
    close,
    pick: (messages) =>
      new Promise((resolve) => {
        const listen = ({ source, origin, data }: MessageEvent<SheetAnswer>) => {
          if (source !== phone || !origins.includes(origin) || data?.liff !== 'shareTargetPicker') return
          removeEventListener('message', listen)
          resolve(data.how)
        }
        addEventListener('message', listen)
        call({ liff: 'shareTargetPicker', messages })
      }),
  }
}
