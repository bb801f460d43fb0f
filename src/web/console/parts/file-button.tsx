import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useRef } from 'react'

/** Opens the machine's own choice of files; the same file may be chosen twice in a row. */
export function FileButton({
  accept,
  label,
  onChoose,
  children,
  ...button
}: { accept: string; label: string; onChoose: (file: File) => void; children: ReactNode } & ButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button variant="default" {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) onChoose(file)
        }}
      />
    </>
  )
}
