/** PostgreSQL refuses NUL and lone surrogates in text; people see nothing of either. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}
