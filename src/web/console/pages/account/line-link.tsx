import { Anchor, Button, Code, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay, showTime } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { showAtOnce } from '../../parts/show-at-once.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { accountWords } from './words.ts'

/** What waits for approval reaches the officer's own chat once the account is linked to it. */
export function LineLink() {
  const w = useWords(accountWords)
  const t = useWords(common)
  const start = useMutation(api.officers.linkLine.mutationOptions())
  const link = useQuery(api.officers.seeLine.queryOptions({ refetchInterval: start.data ? 3000 : false }))
  const unlink = useMutation(
    api.officers.unlinkLine.mutationOptions({
      ...showAtOnce(api.officers.seeLine.key(), () => ({ isLinked: false, linkedAt: null })),
      onSuccess: () => start.reset(),
    }),
  )
  return (
    <Panel title={w('line')}>
      <QueryView query={link} rows={1}>
        {({ isLinked, linkedAt }) =>
          isLinked ? (
            <Group justify="space-between">
              <Text c="var(--good)" role="status">
                {w('linked', { at: linkedAt ? showDay(linkedAt) : '' })}
              </Text>
              <ConfirmButton
                size="xs"
                variant="default"
                title={w('unlinkTitle')}
                text={w('unlinkText')}
                confirmLabel={w('unlink')}
                dismissLabel={t('back')}
                onConfirm={() => unlink.mutate({})}
              >
                {w('unlink')}
              </ConfirmButton>
            </Group>
          ) : (
            <Stack align="flex-start">
              <Text>{w('lineText')}</Text>
              {start.data ? (
                <>
                  <Text role="status">{w('codeText', { at: showTime(start.data.expiresAt) })}</Text>
                  <Code fz="xl" className="secret">
                    {start.data.code}
                  </Code>
                  <Anchor href={start.data.url} target="_blank" rel="noreferrer">
                    {w('openChat')}
                  </Anchor>
                </>
              ) : (
                <Button variant="default" onClick={() => start.mutate({})} loading={start.isPending}>
                  {w('getCode')}
                </Button>
              )}
            </Stack>
          )
        }
      </QueryView>
    </Panel>
  )
}
