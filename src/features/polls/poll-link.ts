import { AppError } from '../../platform/errors.ts'

/**
 * The one address of a poll, the same for everybody: it carries the fingerprint of the poll's keys, so that pages A and B refuse
 * any other key, and nothing of the person.
 * @throws LIFF_NOT_SET (503) where no LIFF app is set up that could draw ballots.
 */
export function pollLink(
  liff: { url: string; id: string } | undefined,
  poll: { id: string; fingerprint: string },
): string {
  if (!liff) throw liffNotSet()
  return `${liff.url}/${liff.id}/?poll=${poll.id}&key=${poll.fingerprint}`
}

export const liffNotSet = () =>
  new AppError('LIFF_NOT_SET', 'Set LINE_LOGIN_CHANNEL_ID and LIFF_ID to give out ballots.', { status: 503 })
