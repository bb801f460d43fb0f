import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { codeOf } from '../../api/errors.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

const asked = 'RELEASE_REASON_NEEDED'

/** Whether the API asks why a result card goes out after the promised day, and what a press that may be asked so is given. */
export function useLateReason() {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const mutation = {
    meta: { codeToldInPlace: asked },
    onError: (error: Error) => {
      if (codeOf(error) === asked) setOpen(true)
    },
  }
  return { isOpen, close, mutation }
}

/** Asks for it in a sheet; what is given goes with the press anew. */
export function LateReasonSheet({
  isOpen,
  submitLabel,
  isSending,
  onGive,
  onClose,
}: {
  isOpen: boolean
  submitLabel: string
  isSending: boolean
  onGive: (lateReason: string) => void
  onClose: () => void
}) {
  const w = useWords(campaignWords)
  const [reason, setReason] = useState('')
  return (
    <SheetForm
      isOpen={isOpen}
      title={w('lateTitle')}
      submitLabel={submitLabel}
      isReady={reason.trim() !== ''}
      isSending={isSending}
      onSubmit={() => onGive(reason)}
      onClose={onClose}
    >
      <Textarea
        label={w('lateReason')}
        description={w('lateHelp')}
        required
        autosize
        minRows={3}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </SheetForm>
  )
}
