import type { MeasuredNode } from '@takumi-rs/core'

/** The lines of a text as the engine laid them out, from the top: runs that stand at one height are one line. */
export function linesOf({ runs }: MeasuredNode): string[] {
  const lines = new Map<number, string>()
  for (const { y, text } of runs) lines.set(Math.round(y), (lines.get(Math.round(y)) ?? '') + text)
  return [...lines.values()]
}
