/** Bytes of a file somebody sends: what a phone camera or a scanner makes. The body has a third more, as base64. */
export const mostFileBytes = 10_000_000
