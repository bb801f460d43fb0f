import { useEffect, useState } from 'react'

/** Whole seconds until a moment of the server's clock, counted down; undefined without a timer, 0 once it is over. */
export function useSecondsLeft(endsAt: string | null, clockAheadMs: number): number | undefined {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (endsAt === null) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [endsAt])
  if (endsAt === null) return undefined
  return Math.max(0, Math.ceil((Date.parse(endsAt) - now - clockAheadMs) / 1000))
}
