import { Button, type ButtonProps, Group, Stack, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { Sheet } from '../../parts/sheet.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

/** A press that needs a reason. `onGive` closes the sheet when what it promises comes true. */
export function ReasonButton({
  label,
  title,
  help,
  mostLetters,
  onGive,
  ...button
}: {
  label: string
  title: string
  help?: string
  mostLetters: number
  onGive: (reason: string) => Promise<unknown>
} & ButtonProps) {
  const w = useWords(pollWords)
  const t = useWords(common)
  const [isOpen, sheet] = useDisclosure(false)
  const [reason, setReason] = useState('')
  const [isGiving, setGiving] = useState(false)
  async function give(): Promise<void> {
    setGiving(true)
    await onGive(reason).then(sheet.close, () => {}) // a refusal is told where every mutation's is; the sheet stays
    setGiving(false)
  }
  return (
    <>
      <Button variant="default" {...button} onClick={sheet.open}>
        {label}
      </Button>
      <Sheet opened={isOpen} onClose={sheet.close} title={title}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void give()
          }}
        >
          <Stack>
            <Textarea
              label={w('reason')}
              description={help}
              required
              autosize
              minRows={3}
              maxLength={mostLetters}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={sheet.close}>
                {t('cancel')}
              </Button>
              <Button type="submit" disabled={reason.trim() === ''} loading={isGiving}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Sheet>
    </>
  )
}
