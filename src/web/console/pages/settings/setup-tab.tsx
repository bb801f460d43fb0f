import { Button, Code, CopyButton, Group, List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { showDayTime } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { type CheckName, isCheckName, setupWords } from './setup-words.ts'

const tones = { ok: 'good', fix: 'bad', by_hand: 'wait', skipped: 'quiet' } as const

/** From nothing to a working channel, step by step; what can be looked at is looked at, and no credential passes through here. */
export function SetupTab() {
  const w = useWords(setupWords)
  const t = useWords(common)
  const checks = useQuery(api.setup.check.queryOptions({ staleTime: Number.POSITIVE_INFINITY, retry: false }))
  return (
    <Stack gap="lg">
      <Panel title={w('steps')}>
        <List type="ordered" spacing="sm">
          <List.Item>{w('step1')}</List.Item>
          <List.Item>{w('step2')}</List.Item>
          <List.Item>
            {w('step3')}
            {checks.data ? (
              <Group gap="xs" mt={4}>
                <Code className="secret">{checks.data.webhookUrl}</Code>
                <CopyButton value={checks.data.webhookUrl}>
                  {({ copied, copy }) => (
                    <Button size="compact-xs" variant="default" onClick={copy}>
                      {t(copied ? 'copied' : 'copy')}
                    </Button>
                  )}
                </CopyButton>
              </Group>
            ) : null}
          </List.Item>
          <List.Item>{w('step4')}</List.Item>
          <List.Item>{w('step5')}</List.Item>
        </List>
      </Panel>
      <Panel
        title={w('checks')}
        aside={
          <Button size="xs" onClick={() => void checks.refetch()} loading={checks.isFetching}>
            {w('checkNow')}
          </Button>
        }
      >
        <QueryView query={checks} rows={6}>
          {({ items, checkedAt }) => (
            <>
              <ul className="rows" aria-live="polite">
                {items.map(({ name, state, detail }) => (
                  <li key={name}>
                    <div className="row">
                      <span className="row-main">
                        <span className="row-title">{isCheckName(name) ? w(`name ${name}`) : name}</span>
                        <br />
                        <span className="quiet">{explain(w, name, state, detail)}</span>
                        {state === 'fix' && currentLanguage() === 'th' ? (
                          <Text component="span" display="block" size="xs" c="dimmed">
                            {w('program', { detail })}
                          </Text>
                        ) : null}
                      </span>
                      <span className="state" data-tone={tones[state]}>
                        <span className="state-dot" aria-hidden="true" />
                        {w(state)}
                      </span>
                    </div>
                  </li>
                ))}
              </ul>
              <Text size="sm" c="dimmed" mt="sm">
                {w('checkedAt', { at: showDayTime(checkedAt) })}
              </Text>
            </>
          )}
        </QueryView>
      </Panel>
    </Stack>
  )
}

/** The remedy in the reader's language. In Thai the program's own line stands below it, for its figures and addresses. */
function explain(
  w: (key: `do ${CheckName}`) => string,
  name: string,
  state: 'ok' | 'fix' | 'by_hand' | 'skipped',
  detail: string,
): string {
  if (currentLanguage() === 'en' || !isCheckName(name)) return detail
  if (state === 'ok' || state === 'skipped') return /^[\d.]+( GB)?$/.test(detail) ? detail : ''
  return w(`do ${name}`)
}
