import type { JournalEntry, Room } from './entries.ts'

export type Settings = {
  /** Messages a month; null is a plan without a limit. */
  quota: number | null
  consumption: number
  limits: 'on' | 'off'
  verified: boolean
  redelivery: 'on' | 'off'
  /** "Use webhook" in the LINE Developers Console. */
  webhook: 'on' | 'off'
  /** Of LINE Official Account Manager: who answers in 1:1 chats. */
  chatMode: 'bot' | 'chat'
  /** The switch of the LIFF app in the LINE Developers Console. */
  sharePicker: 'on' | 'off'
}

export type SettingsRoom = Room & { current(now: Date): Settings; quotaLeft(now: Date): number }

const bornWith: Settings = {
  quota: null,
  consumption: 0,
  limits: 'on',
  verified: false,
  redelivery: 'on',
  webhook: 'on',
  chatMode: 'bot',
  sharePicker: 'on',
}

/** What the channel may do, and how much of the month's quota is used. */
export function createSettings(): SettingsRoom {
  let settings = { ...bornWith }
  let month = ''

  function enterMonth(atMs: number) {
    const entered = monthInTokyo(atMs)
    if (entered !== month) settings.consumption = 0
    month = entered
  }

  function apply(entry: JournalEntry) {
    if (entry.k === 'settings') {
      enterMonth(entry.at)
      const { k: _, at: __, ...changes } = entry
      settings = { ...settings, ...changes }
    } else if (entry.k === 'send' && entry.cost > 0) {
      enterMonth(entry.at)
      settings.consumption += entry.cost
    }
  }

  function current(now: Date): Settings {
    enterMonth(now.getTime())
    return { ...settings }
  }

  return {
    apply,
    clear() {
      settings = { ...bornWith }
      month = ''
    },
    current,
    quotaLeft(now) {
      const { quota, consumption } = current(now)
      return quota === null ? Number.POSITIVE_INFINITY : quota - consumption
    },
  }
}

// LINE does not say in which time zone the month ends; its statistics are in UTC+9, so this is.
function monthInTokyo(atMs: number): string {
  return new Date(atMs + 9 * 60 * 60 * 1000).toISOString().slice(0, 7)
}
