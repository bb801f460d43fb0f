export type FlexNode = Record<string, unknown>

/** Every object of a rendered card, outermost first. */
export function allNodes(value: unknown): FlexNode[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(allNodes)
  return Array.isArray(value) ? inner : [value as FlexNode, ...inner]
}

/** Every word a reader sees inside the card. */
export function allTexts(value: unknown): string[] {
  return allNodes(value).flatMap(({ type, text }) =>
    (type === 'text' || type === 'span') && typeof text === 'string' ? [text] : [],
  )
}

/** Every action of a card. */
export function allActions(value: unknown): FlexNode[] {
  return allNodes(value).flatMap(({ action }) => (action === undefined ? [] : [action as FlexNode]))
}
