import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useMay, useMe } from '../../api/me.ts'
import { showDay, showWeekday } from '../../parts/dates.ts'
import { Page } from '../../parts/page.tsx'
import { shellWords } from '../../shell/words.ts'
import { useWords } from '../../words/define-words.ts'
import { Alerts } from './alerts.tsx'
import { QuotaGauge } from './quota-gauge.tsx'
import { NextRuns, RunningRuns } from './runs.tsx'
import { Trends } from './trends.tsx'
import { Waiting } from './waiting.tsx'
import { homeWords } from './words.ts'
import './home.css'

/** What an officer looks for first: what waits for me, what goes out, whether all is well, and whether it helps. */
export default function HomePage() {
  const w = useWords(homeWords)
  const s = useWords(shellWords)
  const may = useMay()
  const { name } = useMe()
  const now = new Date()
  return (
    <Page
      title={w('greeting', { name })}
      lead={`${showWeekday(now, 'long')} ${showDay(now)}`}
      actions={
        may('campaigns.edit') ? (
          <Button component={Link} to="/campaigns/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {s('newCampaign')}
          </Button>
        ) : null
      }
    >
      <div className="home">
        <Stack gap="lg">
          <Waiting />
          <Alerts />
          <RunningRuns />
        </Stack>
        <Stack gap="lg">
          <NextRuns />
          <QuotaGauge />
        </Stack>
      </div>
      <Trends />
    </Page>
  )
}
