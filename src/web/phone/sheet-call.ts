import type { SheetCall } from '../../contracts/liff-sheet.ts'
import { type Fields, readFields, readList } from '../ui/read.ts'

type Read = Exclude<SheetCall, { messages: unknown }> | { liff: 'shareTargetPicker'; messages: Fields[] }

/** What a page in the sheet asks of the phone; anything else that arrives gives nothing. */
export function readSheetCall(value: unknown): Read | undefined {
  const { liff, messages, title } = readFields(value)
  if (liff === 'closeWindow') return { liff }
  if (liff === 'titled' && typeof title === 'string') return { liff, title: title.slice(0, 200) }
  const offered = readList(messages).map(readFields)
  return liff === 'shareTargetPicker' && offered.length > 0 ? { liff, messages: offered } : undefined
}
