import { createHmac } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { fetchWhole } from '../line/client/fetch-whole.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Bot } from './ids.ts'
import { isLoopbackHost } from './is-loopback-host.ts'
import type { ReplyTokens } from './reply-tokens.ts'
import type { SettingsRoom } from './settings.ts'

export type WebhookEvent = {
  type: string
  webhookEventId: string
  timestamp: number
  mode: 'active'
  source: { type: string; userId?: string; groupId?: string }
  deliveryContext: { isRedelivery: boolean }
  replyToken?: string
  [property: string]: unknown
}
/** `status` 0: nothing was answered. */
export type Delivery = { delivered: boolean; status: number }

export type Webhooks = {
  /** Resolves after the first try; the tries that may follow are the platform's own affair. */
  send(event: WebhookEvent): Promise<Delivery>
  test(url: string): Promise<object>
  endpoint(): string
  setEndpoint(url: string): void
  isAllowed(url: string): boolean
  clear(): void
  close(): void
}

// https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics: slower than 2 s is a request_timeout.
const answerWithinMs = 2000
// LINE discloses neither count nor interval; five tries within a minute are enough to watch.
const redeliverAfterMs = [1000, 5000, 15_000, 30_000]

/** Signs and posts events: in order within a chat, chats side by side, again after a failure. */
export function createWebhooks(deps: {
  url: string
  secret: string
  bot: Bot
  settings: SettingsRoom
  replyTokens: ReplyTokens
  clock: Clock
  log: Log
}): Webhooks {
  let endpoint = deps.url
  const configuredHost = new URL(deps.url).host
  const queues = new Map<string, Promise<unknown>>()
  const timers = new Set<NodeJS.Timeout>()
  let closing = new AbortController()

  async function post(url: string, events: WebhookEvent[]): Promise<Response> {
    const body = JSON.stringify({ destination: deps.bot.userId, events })
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(new DOMException('No answer', 'TimeoutError')), answerWithinMs)
    try {
      return await fetchWhole(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'LineBotWebhook/2.0',
          'x-line-signature': createHmac('sha256', deps.secret).update(body).digest('base64'),
        },
        body,
        signal: AbortSignal.any([late.signal, closing.signal]),
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async function attempt(event: WebhookEvent): Promise<Delivery> {
    if (closing.signal.aborted) return { delivered: false, status: 0 }
    if (event.replyToken) deps.replyTokens.markSent(event.replyToken, deps.clock.now())
    try {
      const { ok, status } = await post(endpoint, [event])
      return { delivered: ok, status }
    } catch (error) {
      const reason = (error as Error).name
      deps.log.warn({ webhookEventId: event.webhookEventId, reason }, 'The webhook was not answered')
      return { delivered: false, status: 0 }
    }
  }

  const isRedeliveryOff = () => deps.settings.current(deps.clock.now()).redelivery === 'off'

  function redeliverLater(event: WebhookEvent, tryCount: number) {
    const delayMs = redeliverAfterMs[tryCount]
    if (delayMs === undefined || closing.signal.aborted || isRedeliveryOff()) return
    const timer = setTimeout(async () => {
      timers.delete(timer)
      if (isRedeliveryOff()) return
      const { delivered } = await attempt({ ...event, deliveryContext: { isRedelivery: true } })
      if (!delivered) redeliverLater(event, tryCount + 1)
    }, delayMs)
    timers.add(timer)
  }

  async function deliver(event: WebhookEvent): Promise<Delivery> {
    // What happens while the switch is off is never told, not later either.
    if (deps.settings.current(deps.clock.now()).webhook === 'off') return { delivered: false, status: 0 }
    const delivery = await attempt(event)
    if (!delivery.delivered) redeliverLater(event, 0)
    return delivery
  }

  function send(event: WebhookEvent): Promise<Delivery> {
    const chatId = event.source.groupId ?? event.source.userId ?? ''
    const delivery = (queues.get(chatId) ?? Promise.resolve()).then(() => deliver(event))
    const settled = delivery.then(
      () => leaveQueue(),
      // Whoever awaits `delivery` sees the error; the queue goes on.
      () => leaveQueue(),
    )
    function leaveQueue() {
      if (queues.get(chatId) === settled) queues.delete(chatId)
    }
    queues.set(chatId, settled)
    return delivery
  }

  async function test(url: string) {
    const timestamp = deps.clock.now().toISOString()
    try {
      const { ok, status } = await post(url, [])
      const reason = ok ? 'OK' : 'ERROR_STATUS_CODE'
      return {
        success: ok,
        timestamp,
        statusCode: status,
        reason,
        detail: ok ? String(status) : (STATUS_CODES[status] ?? String(status)),
      }
    } catch (error) {
      const isTimeout = (error as Error).name === 'TimeoutError'
      const reason = isTimeout ? 'REQUEST_TIMEOUT' : 'COULD_NOT_CONNECT'
      return {
        success: false,
        timestamp,
        statusCode: 0,
        reason,
        detail: isTimeout ? 'Request timeout' : 'Cannot connect',
      }
    }
  }

  // LINE asks for https. Here only this machine or the host set at the start is ever called, whoever asks.
  function isAllowed(url: string): boolean {
    if (!URL.canParse(url)) return false
    const { protocol, host, hostname } = new URL(url)
    return (protocol === 'http:' || protocol === 'https:') && (isLoopbackHost(hostname) || host === configuredHost)
  }

  function stop() {
    closing.abort()
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }

  return {
    send,
    test,
    endpoint: () => endpoint,
    setEndpoint: (url) => {
      endpoint = url
    },
    isAllowed,
    clear() {
      stop()
      closing = new AbortController()
      endpoint = deps.url
    },
    close: stop,
  }
}
