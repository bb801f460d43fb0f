import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { showDay } from '../../parts/dates.ts'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { Empty } from '../../parts/page.tsx'
import { QrImage } from '../../parts/qr-image.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { useWords } from '../../words/define-words.ts'
import { audienceWords } from './words.ts'

/** A unit's invite codes; the newest that still works is shown big, to scan from the screen or to print. */
export function InviteSheet({ unit, onClose }: { unit: { id: string; nameTh: string }; onClose: () => void }) {
  const w = useWords(audienceWords)
  const queryClient = useQueryClient()
  const onSuccess = () => void queryClient.invalidateQueries({ queryKey: api.units.key() })
  const invites = useQuery(api.units.listInvites.queryOptions({ input: { id: unit.id } }))
  const create = useMutation(api.units.createInvite.mutationOptions({ onSuccess }))
  const revoke = useMutation(
    changeAtOnce(api.units.revokeInvite, api.units.key(), () => ({ revokedAt: new Date().toISOString() })),
  )
  return (
    <Sheet opened onClose={onClose} title={unit.nameTh} size="lg">
      <Stack>
        <QueryView query={invites}>
          {({ items }) => {
            const now = Date.now()
            const isLive = (invite: (typeof items)[number]) =>
              invite.revokedAt === null && Date.parse(invite.expiresAt) > now && invite.useCount < invite.useLimit
            const newest = items.find(isLive)
            return (
              <>
                {newest ? (
                  <Group align="flex-start" gap="lg" className="poster">
                    <h2 className="print-only">{unit.nameTh}</h2>
                    <QrImage svg={newest.qrSvg} alt={`QR ${newest.code}`} />
                    <Stack gap="xs" flex="1 1 240px">
                      <Text className="big-number breaks">{newest.code}</Text>
                      <Text c="dimmed">
                        <ThaiText text={w('inviteHelp')} />
                      </Text>
                      <Text size="sm" c="dimmed">
                        {w('inviteUse', {
                          used: newest.useCount,
                          limit: newest.useLimit,
                          at: showDay(newest.expiresAt),
                        })}
                      </Text>
                      <Group gap="xs" className="no-print">
                        <Button size="xs" variant="default" onClick={() => window.print()}>
                          {w('print')}
                        </Button>
                        <Button
                          size="xs"
                          variant="default"
                          color="red"
                          onClick={() => revoke.mutate({ id: newest.id })}
                        >
                          {w('revoke')}
                        </Button>
                      </Group>
                    </Stack>
                  </Group>
                ) : (
                  <Empty title={w('noInvites')} text={w('noInvitesText')} />
                )}
                <Group className="no-print">
                  <Button
                    variant={newest ? 'default' : 'filled'}
                    onClick={() => create.mutate({ id: unit.id })}
                    loading={create.isPending}
                  >
                    {w('newInvite')}
                  </Button>
                </Group>
              </>
            )
          }}
        </QueryView>
      </Stack>
    </Sheet>
  )
}
