import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { Sheet } from './sheet.tsx'

/** A short form in a sheet above the page, with the one button that sends it. */
export function SheetForm({
  isOpen = true,
  title,
  submitLabel,
  isReady = true,
  isSending,
  onSubmit,
  onClose,
  children,
}: {
  isOpen?: boolean
  title: string
  /** Left out: บันทึก. */
  submitLabel?: string
  /** False: something is still missing that the browser cannot tell of a field. */
  isReady?: boolean
  isSending: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const t = useWords(common)
  return (
    <Sheet opened={isOpen} onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        <Stack>
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isReady} loading={isSending}>
              {submitLabel ?? t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Sheet>
  )
}
