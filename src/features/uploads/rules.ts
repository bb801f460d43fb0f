/** Told by content: readers look for the head in the first 1,024 bytes and for the end mark in the last (ISO 32000-1, annex H). */
export function isWholePdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 1024).includes('%PDF-') && bytes.subarray(-1024).includes('%%EOF')
}
