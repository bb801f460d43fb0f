import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { usePage } from './page-context.ts'

type Props = { mode: 'date' | 'time' | 'datetime'; onPick(value: string): void; onClose(): void }

/** LINE's date picker: the value is local time without a zone, as LINE sends it. */
export function PickDate({ mode, onPick, onClose }: Props) {
  const { words } = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className="pick-date" aria-label={words.pickDate} onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (!input.current?.value) return
          dialog.current?.close() // which gives the focus back
          onPick(input.current.value)
        }}
      >
        <label>
          {words.pickDate}
          <input ref={input} type={mode === 'datetime' ? 'datetime-local' : mode} required />
        </label>
        <div>
          <Button variant="default" onClick={() => dialog.current?.close()}>
            {words.cancel}
          </Button>
          <Button type="submit">{words.confirm}</Button>
        </div>
      </form>
    </dialog>
  )
}
