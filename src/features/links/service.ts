import { randomBytes } from 'node:crypto'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import * as repo from './repo.ts'
import { isCounted, listLinks, replaceLinks } from './rules.ts'

export type LinkDeps = { database: Database; publicUrl: string; lineApiUrl: string }

/** Links that count how often they are opened. One code per link and run, the same for everybody: nobody is told apart. */
export function createLinkCounts({ database, publicUrl, lineApiUrl }: LinkDeps) {
  const apart = [publicUrl, lineApiUrl].map((url) => new URL(url).origin)

  /** The messages of a run with its links leading through here. Called once per run, in the transaction that freezes them. */
  async function countLinks(tx: Tx, runId: string, messages: OutgoingMessage[]): Promise<OutgoingMessage[]> {
    const urls = listLinks(messages).filter((url) => isCounted(url, apart))
    if (urls.length === 0) return messages
    // 48 random bits: nobody guesses one of some thousands, and it is short enough to be read in a list of visited pages.
    const codes = new Map(urls.map((url) => [url, randomBytes(6).toString('base64url')]))
    await repo.insertLinks(
      tx,
      [...codes].map(([url, code]) => ({ code, runId, url })),
    )
    return replaceLinks(messages, (url) => (codes.has(url) ? `${publicUrl}/r/${codes.get(url)}` : url))
  }

  /** Where a code leads; counted or only looked up. */
  async function open(code: string, isOpened: boolean): Promise<string | undefined> {
    return isOpened ? repo.countClick(database.prisma, code) : repo.findUrl(database.prisma, code)
  }

  return { countLinks, open, listClicks: repo.listClicks }
}

export type LinkCounts = ReturnType<typeof createLinkCounts>
