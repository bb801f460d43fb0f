const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** `liff.line.me` is played by the simulator itself, under either name of this machine. */
export function isLiffUri(uri: string): boolean {
  const { hostname, port, pathname } = new URL(uri)
  return loopback.has(hostname) && port === location.port && pathname.startsWith('/liff/')
}

/** Opens a LIFF app as LINE's in-app browser does: over the chat, as large as a phone, and for whoever tapped. */
export function openLiff(uri: string, userId: string): void {
  const address = `/_sim/liff/open?${new URLSearchParams({ userId, uri })}`
  window.open(address, '_blank', 'noopener,noreferrer,popup,width=390,height=780')
}
