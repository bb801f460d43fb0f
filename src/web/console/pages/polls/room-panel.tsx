import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDeviceMobile, IconPresentation } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { QrCode } from '../../../ui/qr-code.tsx'
import { api } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

/** The ways onto the wall, into the room, and to the presenter's phone. */
export function RoomPanel({ pollId }: { pollId: string }) {
  const w = useWords(pollWords)
  const rooms = useQuery(api.rooms.list.queryOptions({ input: {} }))
  const remote = useMutation(api.rooms.remote.mutationOptions())
  return (
    <Panel title={w('roomTitle')}>
      <QueryView query={rooms}>
        {({ items }) => {
          const room = items.find((item) => item.pollId === pollId)
          if (!room) return null
          return (
            <Group align="flex-start" gap="lg">
              <QrCode text={room.joinUrl} label={w('joinQr')} />
              <Stack gap="sm" style={{ flex: 1, minWidth: 240 }}>
                <Text className="big-number">{w('roomCode', { code: room.code })}</Text>
                <Text c="dimmed">{w('roomText')}</Text>
                <Group>
                  <Button
                    component="a"
                    href={new URL(room.screenUrl).pathname}
                    target="_blank"
                    rel="noreferrer"
                    leftSection={<IconPresentation size={18} aria-hidden />}
                  >
                    {w('present')}
                  </Button>
                  <Button
                    variant="default"
                    leftSection={<IconDeviceMobile size={18} aria-hidden />}
                    onClick={() => remote.mutate({ code: room.code })}
                  >
                    {w('remote')}
                  </Button>
                </Group>
              </Stack>
              <Sheet opened={remote.isPending || remote.isSuccess} onClose={remote.reset} title={w('remote')}>
                <Stack>
                  <Text>{w('remoteText')}</Text>
                  {remote.data ? <QrCode text={remote.data.remoteUrl} label={w('remoteQr')} /> : null}
                </Stack>
              </Sheet>
            </Group>
          )
        }}
      </QueryView>
    </Panel>
  )
}
