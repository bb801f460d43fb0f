import { createIdTokenReader, type ReadIdToken } from '../line/id-token.ts'
import type { Platform } from './platform.ts'

/** Who somebody in LINE is; undefined where no LIFF channel is set up. */
export function idTokenReader({ config, clock }: Pick<Platform, 'config' | 'clock'>): ReadIdToken | undefined {
  if (!config.liff) return undefined
  return createIdTokenReader({ apiUrl: config.lineApiUrl, loginChannelId: config.liff.loginChannelId, clock })
}
