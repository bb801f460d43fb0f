import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { KeyFolders } from '../../platform/secrets/key-folders.ts'

const keyBytes = 32

export type TokenNamer = (who: string, what: string) => Buffer

/** The keys of one poll, in SECRETS_DIR and nowhere else; made at publish and destroyed when its count is final. */
export function createPollKeys(folders: KeyFolders) {
  return {
    /** `pems` are the private halves of a poll with ballots, by part. */
    make(pollId: string, pems: Record<string, Buffer> = {}): void {
      const files = Object.fromEntries(Object.entries(pems).map(([part, pem]) => [`${part}.pem`, pem]))
      folders.make(pollId, { 'spool.key': randomBytes(keyBytes), 'poll.key': randomBytes(keyBytes), ...files })
    },
    /** Seals and opens boxes; undefined once destroyed. */
    findSpoolKey(pollId: string): KeyObject | undefined {
      const bytes = folders.find(pollId, 'spool.key')
      return bytes && createSecretKey(bytes)
    },
    /** Names what stands for a person and question (chat) or a device and round (room); undefined once the key is destroyed. */
    findNamer(pollId: string): TokenNamer | undefined {
      const bytes = folders.find(pollId, 'poll.key')
      if (!bytes) return undefined
      const key = createSecretKey(bytes)
      // A length in front: "ab" + "c" and "a" + "bc" are two people.
      return (who, what) => createHmac('sha256', key).update(`${who.length}:${who}${what}`).digest()
    },
    findPem: (pollId: string, part: string): Buffer | undefined => folders.find(pollId, `${part}.pem`),
    /** No more ballots are given out; those given are still counted, by the public half. */
    destroyPems: (pollId: string): void => folders.destroy(pollId, ['score.pem', 'text.pem']),
    destroy: (pollId: string): void => folders.destroy(pollId),
    list: folders.list,
  }
}

export type PollKeys = ReturnType<typeof createPollKeys>
