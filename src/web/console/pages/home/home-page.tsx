import { Button, SimpleGrid, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useMay, useMe } from '../../api/me.ts'
import { Page } from '../../parts/page.tsx'
import { shellWords } from '../../shell/words.ts'
import { useWords } from '../../words/define-words.ts'
import { Alerts } from './alerts.tsx'
import { QuotaGauge } from './quota-gauge.tsx'
import { NextRuns, RunningRuns } from './runs.tsx'
import { Waiting } from './waiting.tsx'
import { homeWords } from './words.ts'

/** What an officer looks for first: what waits for me, what goes out, whether all is well. */
export default function HomePage() {
  const w = useWords(homeWords)
  const s = useWords(shellWords)
  const may = useMay()
  const { name } = useMe()
  return (
    <Page
      title={w('greeting', { name })}
      actions={
        may('campaigns.edit') ? (
          <Button component={Link} to="/campaigns/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {s('newCampaign')}
          </Button>
        ) : null
      }
    >
      <RunningRuns />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="lg">
          <Waiting />
          <Alerts />
        </Stack>
        <Stack gap="lg">
          <QuotaGauge />
          <NextRuns />
        </Stack>
      </SimpleGrid>
    </Page>
  )
}
