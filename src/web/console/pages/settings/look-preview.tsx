import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { standardColors } from '../../../../contracts/colors.ts'
import { toMourning } from '../../../../contracts/contrast.ts'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

/** How a picture looks in these colours, before they are kept: its kicker, a figure, a bar, the accent, and what is pressed. */
export function LookPreview({
  colors,
  isMourning,
  logo,
}: {
  colors: { navy: string; blue: string; saffron: string }
  isMourning: boolean
  logo: string | null
}) {
  const w = useWords(settingsWords)
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const chosen = { ...standardColors, ...colors }
  const { navy, blue, saffron, ink, paper, line, slate } = isMourning ? toMourning(chosen) : chosen
  const painted = {
    '--look-navy': navy,
    '--look-blue': blue,
    '--look-saffron': saffron,
    '--look-ink': ink,
    '--look-paper': paper,
    '--look-line': line,
    '--look-slate': slate,
  } as CSSProperties
  return (
    <figure className="look-preview" style={painted}>
      <Text component="figcaption" size="sm" c="dimmed">
        {w('lookPreview')}
      </Text>
      <div className="look-card">
        <p className="look-kicker">{w('lookKicker')}</p>
        <p className="look-figure">90.47</p>
        <div className="look-bar">
          <div />
        </div>
        <p>
          <span className="look-accent">{w('lookAccent')}</span>
        </p>
        <p className="look-button">{w('lookButton')}</p>
        <p className="look-foot">
          {logo ? <img src={`/media/${logo}`} alt="" /> : null}
          {site.data?.agencyName}
        </p>
      </div>
    </figure>
  )
}
