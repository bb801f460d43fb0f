import { Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { ThaiText } from '../../ui/thai-text.tsx'
import { common } from '../words/common.ts'
import { defineWords, useWords } from '../words/define-words.ts'
import { Sheet } from './sheet.tsx'

const words = defineWords('confirm', {
  th: { inSeconds: 'จะดำเนินการใน {{count}} วินาที', undo: 'ยกเลิกก่อนส่ง', now: 'ดำเนินการทันที' },
  en: {
    inSeconds: 'Goes ahead in {{count}} seconds',
    inSeconds_one: 'Goes ahead in 1 second',
    undo: 'Undo',
    now: 'Go ahead now',
  },
})

const countdownSeconds = 5

export type Question = {
  title: string
  text: ReactNode
  confirmLabel?: string
  /** Left out: ยกเลิก, which says nothing beside a button that cancels something. */
  dismissLabel?: string
  countdown?: boolean
  /** False: something in `text` has to be chosen first. */
  isReady?: boolean
  color?: string | undefined
  onConfirm: () => void
}

/**
 * Asks before something that cannot be undone. With `countdown` it also waits five seconds after the yes, in which one
 * press takes it back: what reaches staff cannot be called back from their phones.
 */
export function ConfirmDialog({
  isOpen,
  title,
  text,
  confirmLabel,
  dismissLabel,
  countdown = false,
  isReady = true,
  color = 'navy',
  onConfirm,
  onClose,
}: Question & { isOpen: boolean; onClose: () => void }) {
  const t = useWords(common)
  const w = useWords(words)
  const [left, setLeft] = useState<number>()

  useEffect(() => {
    if (left === undefined) return
    const timer = setTimeout(() => {
      if (left > 1) setLeft(left - 1)
      else act()
    }, 1000)
    return () => clearTimeout(timer)
  })

  function act() {
    close()
    onConfirm()
  }
  function close() {
    setLeft(undefined)
    onClose()
  }

  return (
    <Sheet opened={isOpen} onClose={close} title={title}>
      <Stack>
        <Text component="div">
          <ThaiText text={text} />
        </Text>
        {left === undefined ? (
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {dismissLabel ?? t('cancel')}
            </Button>
            <Button
              color={color}
              disabled={!isReady}
              onClick={() => (countdown ? setLeft(countdownSeconds) : act())}
              data-autofocus
            >
              {confirmLabel ?? t('confirm')}
            </Button>
          </Group>
        ) : (
          <Group justify="space-between" role="status">
            <Text fw={600}>{w('inSeconds', { count: left })}</Text>
            <Group gap="xs">
              <Button variant="default" onClick={act}>
                {w('now')}
              </Button>
              <Button color="red" onClick={close} data-autofocus>
                {w('undo')}
              </Button>
            </Group>
          </Group>
        )}
      </Stack>
    </Sheet>
  )
}
