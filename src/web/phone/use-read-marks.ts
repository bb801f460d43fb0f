import { useLocalStorage } from '@mantine/hooks'
import { useCallback } from 'react'

type Marks = Record<string, string>

/** Which message of each chat was seen last, kept in this browser. */
export function useReadMarks(): [Marks, (chatId: string, itemId: string) => void] {
  const [marks, setMarks] = useLocalStorage<Marks>({
    key: 'phone-read',
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const mark = useCallback(
    (chatId: string, itemId: string) =>
      setMarks((before) => (before[chatId] === itemId ? before : { ...before, [chatId]: itemId })),
    [setMarks],
  )
  return [marks, mark]
}
