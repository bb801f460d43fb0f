import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiffPage, openLiff } from './open-liff.ts'
import type { PhoneStore } from './phone-store.ts'
import type { Device } from './use-device.ts'

/** The LIFF page over the chat. What was tapped has the focus again when it is closed. */
export function useLiff(store: PhoneStore, device: Device) {
  const [liff, setLiff] = useState<LiffPage>()
  const [isLiffOpen, setOpen] = useState(false)
  const tapped = useRef<Element>(null)

  const showLiff = useCallback(
    (page: LiffPage) => {
      const canHold = (store.get().simulator?.sheetOrigins.length ?? 0) > 0
      // LINE for PC opens it in a browser.
      if (device === 'pc' || !canHold) return openLiff(page, device)
      tapped.current = document.activeElement
      setLiff(page)
      setOpen(true)
    },
    [store, device],
  )
  const closeLiff = useCallback(() => setOpen(false), [])

  useEffect(() => {
    if (!isLiffOpen) return
    return () => {
      if (tapped.current instanceof HTMLElement) tapped.current.focus({ preventScroll: true })
    }
  }, [isLiffOpen])

  return { liff, isLiffOpen, showLiff, closeLiff }
}
