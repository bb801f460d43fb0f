/**
 * The one address of a poll, the same for everybody: it carries the fingerprint of the poll's keys, so that pages A and B refuse
 * any other key, and nothing of the person.
 */
export function pollLink(liff: { url: string; id: string }, poll: { id: string; fingerprint: string }): string {
  return `${liff.url}/${liff.id}/?poll=${poll.id}&key=${poll.fingerprint}`
}

/** What the card prints of the fingerprint, for whoever compares it. */
export const shownFingerprint = (fingerprint: string): string => fingerprint.slice(0, 16)
