import { IconShieldCheckFilled, IconUsersGroup } from '@tabler/icons-react'
import { standardColors as colors } from '../../contracts/colors.ts'

type Props = { kind: 'person' | 'group' | 'bot'; name: string; size?: number }

// Quiet grounds on which white keeps a contrast of 4.5 or more.
const grounds = [colors.blue, colors.leaf, '#8A4B12', '#6B3FA0', '#0B7285', '#A33B6B', '#4A5A78', colors.clay]

/** A round picture made from the name, the same colour each time; decoration only, the name stands beside it. */
export function Avatar({ kind, name, size = 44 }: Props) {
  const ground = kind === 'bot' ? colors.navy : grounds[hash(name) % grounds.length]
  return (
    <span
      className="avatar"
      aria-hidden="true"
      style={{ width: size, height: size, background: ground, fontSize: Math.max(12, size * 0.42) }}
    >
      {kind === 'bot' ? (
        <IconShieldCheckFilled size={size * 0.58} color={colors.saffron} />
      ) : kind === 'group' ? (
        <IconUsersGroup size={size * 0.54} stroke={1.75} />
      ) : (
        <span>{initialOf(name)}</span>
      )}
    </span>
  )
}

/** The first letter that can stand alone: Thai vowels written before their consonant and titles are passed over. */
export function initialOf(name: string): string {
  const bare = name.trim().replace(/^(?:นางสาว|นาง|นาย|ดร\.|น\.ส\.)\s*/, '')
  return /[\p{L}\p{N}]/u.exec(bare.replace(/^[เแโใไ]+/, ''))?.[0]?.toUpperCase() ?? '?'
}

function hash(text: string): number {
  let sum = 0
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return sum
}
