import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { common } from '../words/common.ts'
import { defineWords, useWords } from '../words/define-words.ts'

const words = defineWords('confirm', {
  th: { inSeconds: 'จะดำเนินการใน {{count}} วินาที', undo: 'ยกเลิกก่อนส่ง', now: 'ดำเนินการทันที' },
  en: { inSeconds: 'Goes ahead in {{count}} s', undo: 'Take it back', now: 'Go ahead now' },
})

const countdownSeconds = 5

/**
 * Asks before something that cannot be undone. With `countdown` it also waits five seconds after the yes, in which one
 * press takes it back: what reaches staff cannot be called back from their phones.
 */
export function ConfirmButton({
  title,
  text,
  confirmLabel,
  countdown = false,
  onConfirm,
  children,
  ...button
}: {
  title: string
  text: ReactNode
  confirmLabel?: string
  countdown?: boolean
  onConfirm: () => void
  children: ReactNode
} & ButtonProps) {
  const t = useWords(common)
  const w = useWords(words)
  const [isOpen, setIsOpen] = useState(false)
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
    setLeft(undefined)
    setIsOpen(false)
    onConfirm()
  }
  function close() {
    setLeft(undefined)
    setIsOpen(false)
  }

  return (
    <>
      <Button {...button} onClick={() => setIsOpen(true)}>
        {children}
      </Button>
      <Modal opened={isOpen} onClose={close} title={title} centered>
        <Stack>
          <Text component="div">{text}</Text>
          {left === undefined ? (
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('cancel')}
              </Button>
              <Button
                color={button.color ?? 'navy'}
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
      </Modal>
    </>
  )
}
