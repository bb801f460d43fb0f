import type { Device } from './use-device.ts'

/** A LIFF app that somebody opens, under what they tapped. */
export type LiffPage = { uri: string; userId: string; title: string }

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** `liff.line.me` is played by the simulator itself, under either name of this machine. */
export function isLiffUri(uri: string): boolean {
  const { hostname, port, pathname } = new URL(uri)
  return loopback.has(hostname) && port === location.port && pathname.startsWith('/liff/')
}

/** Opens a link in LINE's own browser, where a page that signs in with LINE knows whose phone it is. */
export function openInLine(uri: string, userId: string): void {
  open(`/_sim/browser?${new URLSearchParams({ userId, uri })}`, 'phone')
}

/** Where LINE opens a LIFF app for this person. */
export const liffAddress = (uri: string, userId: string, device: Device): string =>
  `/_sim/liff/open?${new URLSearchParams({ userId, uri, device })}`

/** Opens a LIFF app in a window for whoever tapped: as large as a phone, or beside LINE for PC. */
export function openLiff({ uri, userId }: LiffPage, device: Device): void {
  open(liffAddress(uri, userId, device), device)
}

function open(address: string, device: Device): void {
  window.open(
    address,
    '_blank',
    device === 'pc' ? 'noopener,noreferrer' : 'noopener,noreferrer,popup,width=390,height=780',
  )
}
