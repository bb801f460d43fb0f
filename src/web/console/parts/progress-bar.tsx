import { common } from '../words/common.ts'
import { defineWords, useWords } from '../words/define-words.ts'
import { showNumber } from './dates.ts'

const words = defineWords('progress', {
  th: {
    accepted: 'LINE รับแล้ว {{n}}',
    failed: 'ส่งไม่สำเร็จ {{n}}',
    unknown: 'ไม่ทราบผล {{n}}',
    skipped: 'เว้นไว้ {{n}}',
    byHand: 'ส่งเอง {{n}}',
    waiting: 'รอส่ง {{n}}',
    of: 'จากผู้รับ {{count, number}}',
  },
  en: {
    accepted: 'Accepted {{n}}',
    failed: 'Failed {{n}}',
    unknown: 'Unknown {{n}}',
    skipped: 'Skipped {{n}}',
    byHand: 'Sent by hand {{n}}',
    waiting: 'Waiting {{n}}',
    of: 'of {{count, number}} recipients',
    of_one: 'of 1 recipient',
  },
})

export type Counts = {
  total: number
  accepted: number
  failed: number
  unknown: number
  skipped: number
  byHand: number
}

/** How far a run is: one bar, and each part named with its number. */
export function ProgressBar({ counts }: { counts: Counts }) {
  const w = useWords(words)
  const t = useWords(common)
  const { total, accepted, failed, unknown, skipped, byHand } = counts
  const parts = [
    { key: 'accepted', value: accepted, color: 'var(--good)' },
    { key: 'failed', value: failed, color: 'var(--bad)' },
    { key: 'unknown', value: unknown, color: 'var(--highlight)' },
    { key: 'byHand', value: byHand, color: 'var(--accent)' },
    { key: 'skipped', value: skipped, color: 'var(--quiet)' },
  ] as const
  const waiting = total - accepted - failed - unknown - skipped - byHand
  const text = [
    ...parts.filter(({ value }) => value > 0).map(({ key, value }) => w(key, { n: showNumber(value) })),
    ...(waiting > 0 ? [w('waiting', { n: showNumber(waiting) })] : []),
  ].join(' · ')
  return (
    <div>
      <div
        className="meter"
        role="progressbar"
        aria-label={t('sending')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={total - waiting}
        aria-valuetext={text}
      >
        {parts.map(({ key, value, color }) => (
          <div
            key={key}
            className="meter-part"
            style={{ width: `${total === 0 ? 0 : (value / total) * 100}%`, background: color }}
          />
        ))}
      </div>
      <div className="quiet number">
        {text} {w('of', { count: total })}
      </div>
    </div>
  )
}
