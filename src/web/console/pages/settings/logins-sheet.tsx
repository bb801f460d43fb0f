import { Button, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { showDayTime } from '../../parts/dates.ts'
import { nameDevice } from '../../parts/device-name.ts'
import { QueryView } from '../../parts/query-view.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

/** Where somebody is signed in, each place to be ended by itself. */
export function LoginsSheet({
  user: { id, name },
  onClose,
}: {
  user: { id: string; name: string }
  onClose: () => void
}) {
  const w = useWords(settingsWords)
  const logins = useQuery(api.users.listLogins.queryOptions({ input: { id } }))
  const end = useMutation(
    api.users.endLogin.mutationOptions({
      onSuccess: () => {
        tell(w('done'))
        void logins.refetch()
      },
    }),
  )
  return (
    <Sheet opened onClose={onClose} title={w('loginsOf', { name })}>
      <QueryView query={logins} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{w('noLogins')}</Text>
          ) : (
            <ul className="rows">
              {items.map((login) => {
                const device = nameDevice(login.device) ?? w('unknownDevice')
                return (
                  <li key={login.id}>
                    <div className="row">
                      <span className="row-main">
                        <span className="row-title">{device}</span>
                        <br />
                        <span className="quiet">
                          {w('since', { at: showDayTime(login.startedAt) })} ·{' '}
                          {w('lastUsed', { at: showDayTime(login.lastUsedAt) })}
                        </span>
                      </span>
                      <Button
                        variant="default"
                        size="xs"
                        aria-label={w('endLoginAt', { device })}
                        loading={end.isPending && end.variables.loginId === login.id}
                        onClick={() => end.mutate({ id, loginId: login.id })}
                      >
                        {w('endLogin')}
                      </Button>
                    </div>
                  </li>
                )
              })}
            </ul>
          )
        }
      </QueryView>
    </Sheet>
  )
}
