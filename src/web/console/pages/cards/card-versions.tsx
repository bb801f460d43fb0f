import { Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDayTime } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { cardWords } from './words.ts'

/** What the card said before, to look at and to bring back. */
export function CardVersions({ id }: { id: string }) {
  const w = useWords(cardWords)
  const may = useMay()
  const queryClient = useQueryClient()
  const versions = useQuery(api.contents.versions.queryOptions({ input: { id } }))
  const restore = useMutation(
    api.contents.restore.mutationOptions({
      onSuccess: () => {
        tell(w('restored'))
        void queryClient.invalidateQueries({ queryKey: api.contents.key() })
      },
    }),
  )
  return (
    <Panel title={w('versions')}>
      <QueryView query={versions} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{w('noVersions')}</Text>
          ) : (
            <ul className="rows">
              {items.map(({ version, title, replacedAt, approvedAt }) => (
                <li key={version}>
                  <div className="row">
                    <span className="row-main">
                      <span className="row-title">{w('versionNo', { n: version })}</span> {title}
                      <br />
                      <span className="quiet">
                        {w('replacedAt', { at: showDayTime(replacedAt) })}
                        {approvedAt ? ` · ${w('wasApproved')}` : ''}
                      </span>
                    </span>
                    {may('contents.edit') ? (
                      <ConfirmButton
                        size="xs"
                        variant="default"
                        title={w('restoreVersion', { n: version })}
                        text={w('restoreVersionText')}
                        confirmLabel={w('restore')}
                        onConfirm={() => restore.mutate({ id, version })}
                      >
                        {w('restore')}
                      </ConfirmButton>
                    ) : null}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  )
}
