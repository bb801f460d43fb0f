import { readFields, readList } from '../ui/read.ts'
import { isLiffUri, liffAddress } from './open-liff.ts'
import type { ShareOffer } from './share-picker.tsx'
import type { Device } from './use-device.ts'

/** What a LIFF page in a window of its own has asked for; `back`: where its page is. */
type WindowOffer = ShareOffer & { back: string }

/** What a LIFF page has put into the address when it asked for the choice of chats. */
export function readShareOffer(hash: string): WindowOffer | undefined {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const [userId, share, back] = [said.get('as'), said.get('share'), said.get('back')]
  if (!userId || !share || !back || !URL.canParse(back) || !isLiffUri(back)) return undefined
  try {
    const messages = readList(JSON.parse(share)).map(readFields)
    return messages.length > 0 ? { userId, messages, back } : undefined
  } catch {
    // No JSON: nothing is offered, and the phone opens as ever.
    return undefined
  }
}

/** To the page that asked, which learns how it ended and never whom it reached. */
export function leaveForPage({ userId, back }: WindowOffer, how: 'sent' | 'closed', device: Device): void {
  const uri = new URL(back)
  uri.searchParams.set('shared', how)
  location.replace(liffAddress(uri.href, userId, device))
}
