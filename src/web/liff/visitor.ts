/** Who LINE says is here, whether on a phone (on a computer no ballot is drawn), and whether LINE lets them choose chats to share to. */
export type Visitor = {
  idToken: string
  device: 'phone' | 'computer'
  canShare: boolean
  /** Leads back to the chat, where LINE has opened the page inside itself. */
  close?: (() => void) | undefined
}
