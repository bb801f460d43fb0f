import {
  IconArrowLeft,
  IconArrowRight,
  IconClock,
  IconClockOff,
  IconDeviceMobile,
  IconEye,
  IconEyeOff,
  IconHandStop,
  IconMaximize,
  IconMoon,
  IconPlayerPlay,
  IconRestore,
  IconSun,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { RoomState } from '../../contracts/room.ts'
import { QrCode } from '../ui/qr-code.tsx'
import { useKeys } from './use-keys.ts'
import type { Steering } from './use-steering.ts'
import type { Words } from './words.ts'

/** Buttons and keys of whoever stands at the screen; they fade away while nobody moves the mouse. */
export function ControlBar(props: {
  room: RoomState
  steering: Steering | undefined
  words: Words
  isDark: boolean
  toggleScheme(): void
}) {
  const { room, steering, words: t, isDark, toggleScheme } = props
  const [open, setOpen] = useState<'remote' | 'reset'>()
  const close = () => setOpen(undefined)
  const isOpen = room.state === 'open'
  const steer = steering && isOpen ? steering.act : undefined

  const actions = [
    steer && { key: 'ArrowLeft', also: 'PageUp', icon: IconArrowLeft, label: t.previous, run: () => steer('previous') },
    steer && { key: 'ArrowRight', also: 'PageDown', icon: IconArrowRight, label: t.next, run: () => steer('next') },
    steer &&
      (room.isRevealed
        ? { key: 'KeyH', icon: IconEyeOff, label: t.hide, run: () => steer('hide') }
        : { key: 'KeyR', icon: IconEye, label: t.reveal, run: () => steer('reveal') }),
    steer &&
      (room.isLocked
        ? { key: 'KeyL', icon: IconPlayerPlay, label: t.unlock, run: () => steer('unlock') }
        : { key: 'KeyL', icon: IconHandStop, label: t.lock, run: () => steer('lock') }),
    steer && {
      key: 'KeyT',
      icon: room.timerEndsAt ? IconClockOff : IconClock,
      label: room.timerEndsAt ? t.stopTimer : t.timer,
      run: () => steering?.toggleTimer(),
    },
    steer && { key: 'Delete', icon: IconRestore, label: t.reset, run: () => setOpen('reset') },
    steering && { key: 'KeyP', icon: IconDeviceMobile, label: t.remote, run: () => setOpen('remote') },
    { key: 'KeyD', icon: isDark ? IconSun : IconMoon, label: isDark ? t.light : t.dark, run: toggleScheme },
    { key: 'KeyF', icon: IconMaximize, label: t.fullScreen, run: toggleFullScreen },
  ].filter((action) => action !== undefined)

  useKeys({
    ...Object.fromEntries(actions.flatMap(({ key, also, run }) => [[key, run], ...(also ? [[also, run]] : [])])),
  })

  return (
    <>
      <nav className="controls" aria-label={t.steer}>
        {actions.map(({ key, icon: Icon, label, run }) => (
          <button key={key} type="button" title={label} aria-label={label} onClick={run}>
            <Icon stroke={1.75} />
          </button>
        ))}
        {steering?.isRefused && <span role="alert">{t.refused}</span>}
      </nav>
      {open === 'remote' && steering && (
        <Sheet label={t.remote} onClose={close}>
          <QrCode text={steering.presenter.remoteUrl} label={t.remote} />
          <p>{t.remoteHint}</p>
          <button type="submit">{t.close}</button>
        </Sheet>
      )}
      {open === 'reset' && steer && (
        <Sheet label={t.reset} onClose={close}>
          <p>{t.resetQuestion}</p>
          {/* The first has the focus: the safe answer is the one that Enter gives. */}
          <div className="sheet-buttons">
            <button type="submit">{t.resetNo}</button>
            <button type="submit" className="danger" onClick={() => steer('reset')}>
              {t.resetYes}
            </button>
          </div>
        </Sheet>
      )}
    </>
  )
}

/** The browser's own: it keeps the focus inside, is closed by Escape, and gives the focus back. */
function Sheet({ label, onClose, children }: { label: string; onClose(): void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className="sheet" aria-label={label} onClose={onClose}>
      <form method="dialog">{children}</form>
    </dialog>
  )
}

function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void document.documentElement.requestFullscreen()
}
