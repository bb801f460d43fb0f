import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Language } from './dates.ts'
import type { LiffPage } from './open-liff.ts'
import type { PhoneState, PhoneStore } from './phone-store.ts'
import type { Device } from './use-device.ts'
import type { Words } from './words.ts'

export type Page = {
  store: PhoneStore
  language: Language
  words: Words
  device: Device
  setDevice(device: Device): void
  /** Opens a LIFF app: in a sheet over the chat, or in a window where it stands in no frame and beside LINE for PC. */
  showLiff(page: LiffPage): void
  /** Says something in one line at the foot of the page, for a few seconds. */
  tell(text: string): void
}

const PageContext = createContext<Page | undefined>(undefined)
export const PageProvider = PageContext.Provider

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('usePage outside PageProvider')
  return page
}

/** What the store holds, live. */
export function usePhoneState(store: PhoneStore): PhoneState {
  return useSyncExternalStore(store.subscribe, store.get)
}
