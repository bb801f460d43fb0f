import type { RoomState } from '../../contracts/room.ts'
import { QrCode } from '../ui/qr-code.tsx'
import type { Words } from './words.ts'

/** The ways into the room: the code to scan, and six digits for whoever types. */
export function JoinPanel({ room, words: t, isLarge = false }: { room: RoomState; words: Words; isLarge?: boolean }) {
  const address = new URL(room.joinUrl)
  return (
    <aside className="join" data-large={isLarge}>
      <QrCode text={room.joinUrl} label={t.qr} />
      <p className="join-code">
        <span>{t.code}</span>
        <strong>
          {room.code.slice(0, 3)} {room.code.slice(3)}
        </strong>
      </p>
      <p className="join-address">
        {t.join} <b>{address.host}/join</b> {t.orScan}
      </p>
    </aside>
  )
}
