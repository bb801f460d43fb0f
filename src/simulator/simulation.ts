import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { type AccessTokens, createAccessTokens } from './access-tokens.ts'
import { type Acts, createActs } from './acts.ts'
import { type Chats, createChats } from './chats.ts'
import type { JournalEntry, RecordEntries } from './entries.ts'
import { createFaults, type Faults } from './faults.ts'
import { type Bot, createMessageNumbers, describeBot, type MessageNumbers } from './ids.ts'
import { openJournal } from './journal.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createLiffLogin, type LiffApp, type LiffLogin } from './liff-login.ts'
import { loadWorldFile } from './load-world-file.ts'
import { createLoading, type Loading } from './loading.ts'
import { createQuoteTokens, type QuoteTokens } from './quote-tokens.ts'
import { createRateLimits, type RateLimits } from './rate-limits.ts'
import { createReplyTokens, type ReplyTokens } from './reply-tokens.ts'
import { createRichMenus, type RichMenus } from './rich-menus.ts'
import { createSettings, type SettingsRoom } from './settings.ts'
import { createWebLogin, type LoginChannel, type WebLogin } from './web-login.ts'
import { createWebhooks, type Webhooks } from './webhooks.ts'
import { createWorld, type World } from './world.ts'

export type Channel = {
  secret: string
  accessToken: string
  channelId: string
  /** When the secret that issues tokens is another than the one that signs webhooks. */
  channelSecretForTokens?: string
}

export type Simulation = {
  channel: Channel
  bot: Bot
  world: World
  ledger: Ledger
  settings: SettingsRoom
  tokens: AccessTokens
  liff: LiffLogin
  webLogin: WebLogin
  sheetOrigins: readonly string[]
  replyTokens: ReplyTokens
  quoteTokens: QuoteTokens
  numbers: MessageNumbers
  chats: Chats
  webhooks: Webhooks
  acts: Acts
  faults: Faults
  limits: RateLimits
  richMenus: RichMenus
  loading: Loading
  clock: Clock
  record: RecordEntries
  /** As on the first day: the world file, nothing sent, nothing broken. */
  reset(): void
  close(): void
}

/** Everything behind the routes: rooms rebuilt from the journal, and what lives in memory alone. */
export function createSimulation(options: {
  dataDir: string
  worldFile?: string | undefined
  channel: Channel
  liff?: LiffApp | undefined
  login?: LoginChannel | undefined
  sheetOrigins?: readonly string[]
  webhookUrl: string
  clock: Clock
  log: Log
}): Simulation {
  const { channel, clock, log } = options
  const journal = openJournal(options.dataDir)
  const record: RecordEntries = (...entries) => {
    journal.append(entries)
    for (const entry of entries) apply(entry)
  }

  const bot = describeBot(channel.channelId)
  const world = createWorld(record)
  // A million copies of the same ids would be most of the ledger.
  const ledger = createLedger(record, (id) => world.findUser(id)?.userId ?? world.findGroup(id)?.groupId ?? id)
  const settings = createSettings()
  const tokens = createAccessTokens({ longLived: channel.accessToken, secret: channel.secret, record })
  const liff = createLiffLogin({ app: options.liff, dataDir: options.dataDir, clock })
  const webLogin = createWebLogin({ channel: options.login, clock })
  const replyTokens = createReplyTokens(record)
  const numbers = createMessageNumbers()
  const richMenus = createRichMenus()
  const rooms = [world, ledger, settings, tokens, replyTokens, numbers, richMenus]

  const quoteTokens = createQuoteTokens(channel.secret)
  const chats = createChats({ ledger, numbers })
  const loading = createLoading()
  const faults = createFaults()
  const limits = createRateLimits(clock)
  const webhooks = createWebhooks({
    url: options.webhookUrl,
    secret: channel.secret,
    bot,
    settings,
    replyTokens,
    clock,
    log,
  })
  const acts = createActs({ bot, world, chats, webhooks, replyTokens, quoteTokens, richMenus, clock, record })

  function apply(entry: JournalEntry) {
    for (const room of rooms) room.apply(entry)
  }

  function loadWorldIfEmpty() {
    if (journal.isEmpty() && options.worldFile) record(...loadWorldFile(options.worldFile))
  }

  function reset() {
    journal.reset()
    for (const room of [...rooms, chats, loading, limits, webhooks]) room.clear()
    faults.set([])
    faults.release()
    loadWorldIfEmpty()
  }

  function close() {
    webhooks.close()
    faults.release()
    journal.close()
  }

  journal.replay(apply)
  loadWorldIfEmpty()

  return {
    channel,
    bot,
    world,
    ledger,
    settings,
    tokens,
    liff,
    webLogin,
    sheetOrigins: options.sheetOrigins ?? [],
    replyTokens,
    quoteTokens,
    numbers,
    chats,
    webhooks,
    acts,
    faults,
    limits,
    richMenus,
    loading,
    clock,
    record,
    reset,
    close,
  }
}
