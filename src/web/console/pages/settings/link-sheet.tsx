import { Button, Code, CopyButton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { showDayTime } from '../../parts/dates.ts'
import { QrImage } from '../../parts/qr-image.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

export type SignInLink = { userId: string; url: string | null; qrSvg: string | null; expiresAt: string }

/** A link to hand over, as words, to copy, and as a QR for the phone of whoever sits opposite. */
export function LinkSheet({ link, onClose }: { link: SignInLink; onClose: () => void }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const site = useQuery(api.site.get.queryOptions())
  const mail = useMutation(
    api.users.mailLink.mutationOptions({
      onSuccess: ({ to }) => {
        tell(w('mailed', { to }))
        onClose()
      },
    }),
  )
  return (
    <Sheet opened onClose={onClose} title={w('linkTitle')}>
      <Stack>
        <Text>{w('linkText', { at: showDayTime(link.expiresAt) })}</Text>
        {link.qrSvg ? <QrImage svg={link.qrSvg} alt={w('linkTitle')} /> : null}
        {link.url ? (
          <>
            <Code block className="secret">
              {link.url}
            </Code>
            <CopyButton value={link.url}>
              {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}
            </CopyButton>
          </>
        ) : null}
        {site.data?.canMail ? (
          <>
            <Text size="sm">{w('mailHelp')}</Text>
            <Button variant="default" loading={mail.isPending} onClick={() => mail.mutate({ id: link.userId })}>
              {w('mailLink')}
            </Button>
          </>
        ) : null}
      </Stack>
    </Sheet>
  )
}
