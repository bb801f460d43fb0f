import type pg from 'pg'

const quietMs = 20 // under load one NOTIFY speaks for all that was committed meanwhile; each takes a lock of the whole database

/** Wakes listeners of a channel in other processes, at most once per 20 ms. Losing one is harmless: they look every second. */
export function createNotifier(pool: pg.Pool, channel: string): () => void {
  let isWaiting = false
  return () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      pool.query('SELECT pg_notify($1, $2)', [channel, '']).catch(() => {}) // listeners look for themselves within a second
    }, quietMs).unref()
  }
}
