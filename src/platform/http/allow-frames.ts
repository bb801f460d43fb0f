import type { Response } from 'express'

/** Lets `holders` show the answer in a frame, and nobody else; where there are none, nobody may. */
export function allowFrames(response: Response, holders: readonly string[]): void {
  if (holders.length === 0) return
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  response.setHeader(
    'Content-Security-Policy',
    policy.replace("frame-ancestors 'none'", `frame-ancestors ${holders.join(' ')}`),
  )
  response.removeHeader('X-Frame-Options') // it can name no origin
}
