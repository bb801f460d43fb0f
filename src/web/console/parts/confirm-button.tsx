import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog, type Question } from './confirm-dialog.tsx'

/** A button that asks first. */
export function ConfirmButton({
  title,
  text,
  confirmLabel,
  dismissLabel,
  countdown,
  isReady,
  onConfirm,
  children,
  ...button
}: Omit<Question, 'color'> & { children: ReactNode } & ButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const question = {
    title,
    text,
    onConfirm,
    ...(confirmLabel && { confirmLabel }),
    ...(dismissLabel && { dismissLabel }),
    ...(countdown && { countdown }),
    ...(isReady !== undefined && { isReady }),
  }
  return (
    <>
      <Button {...button} onClick={() => setIsOpen(true)}>
        {children}
      </Button>
      <ConfirmDialog
        {...question}
        isOpen={isOpen}
        color={button.color as string | undefined}
        onClose={() => setIsOpen(false)}
      />
    </>
  )
}
