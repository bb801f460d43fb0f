import { Alert, Anchor, Button, Checkbox, CopyButton, Group, ScrollArea, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { QrCode } from '../../ui/qr-code.tsx'
import { ThaiText } from '../../ui/thai-text.tsx'
import { api } from '../api/client.ts'
import { describeError } from '../api/errors.ts'
import { useMay } from '../api/me.ts'
import { useAllGroups } from '../api/use-all.ts'
import { defineWords, useWords } from '../words/define-words.ts'
import { Sheet } from './sheet.tsx'
import { tell } from './tell.ts'

const words = defineWords('by-hand', {
  th: {
    open: 'ส่งเองด้วย LINE ของฉัน',
    lead: 'การ์ดไปถึงในชื่อของท่านเอง ไม่ใช้โควตาของบัญชี ระบบบันทึกแยกจากที่บัญชีส่ง',
    sendIt: '1 ส่ง',
    inLine: 'เลือกกลุ่มใน LINE',
    onPhone:
      'สแกนด้วยกล้องในแอป LINE เพื่อเลือกกลุ่มหรือเพื่อนบนโทรศัพท์ แล้วบันทึกได้ในหน้านั้นเลย LINE ของท่านต้องผูกกับบัญชีนี้ก่อน (หน้า “บัญชีของฉัน”)',
    qr: 'รหัส QR เปิดหน้าเลือกกลุ่มใน LINE',
    notShareable: 'การ์ดนี้มีปุ่มที่ตอบกลับถึงบอต LINE จึงไม่ให้ส่งในชื่อบุคคล โปรดคัดลอกข้อความหรือรูปแทน',
    noPicker: 'ยังไม่ได้ตั้งค่า LIFF จึงเลือกกลุ่มใน LINE ไม่ได้ โปรดคัดลอกข้อความหรือรูปไปวางเอง',
    recordIt: '2 บันทึก',
    recordLead: 'LINE ไม่บอกระบบว่าการ์ดไปถึงใคร โปรดทำเครื่องหมายเฉพาะกลุ่มที่ท่านส่งแล้ว',
    text: 'ข้อความที่ส่ง',
    copy: 'คัดลอกข้อความ',
    copied: 'คัดลอกแล้ว',
    picture: 'เปิดรูปเพื่อบันทึกหรือคัดลอก',
    groups: 'กลุ่มที่ส่งแล้ว',
    outsiders: 'มีบุคคลภายนอก',
    members: '{{count, number}} คน',
    none: 'ยังไม่มีกลุ่มที่เปิดรับการ์ด',
    record: 'บันทึกว่าส่งแล้ว',
    recorded: 'บันทึกการส่งเองแล้ว',
  },
  en: {
    open: 'Send from my own LINE',
    lead: 'It arrives under your own name and uses none of the account’s messages. It is recorded separately from what the account sends.',
    sendIt: '1 Send',
    inLine: 'Choose groups in LINE',
    onPhone:
      'Scan this with the camera in the LINE app, choose groups or friends on your phone, and record it on that page. Your LINE must be linked to this account first (see My account).',
    qr: 'QR code that opens the list of groups in LINE',
    notShareable:
      'This card has a button that replies to the bot, so LINE does not let people send it as their own. Copy the text or the picture instead.',
    noPicker: 'LIFF is not set up, so groups cannot be chosen in LINE. Copy the text or the picture instead.',
    recordIt: '2 Record',
    recordLead: 'LINE does not tell us who received a card. Tick only the groups you have sent it to.',
    text: 'Text to send',
    copy: 'Copy text',
    copied: 'Copied',
    picture: 'Open the picture to save or copy it',
    groups: 'Groups you sent it to',
    outsiders: 'includes outsiders',
    members: '{{count, number}} people',
    members_one: '1 person',
    none: 'No group receives cards yet',
    record: 'Record as sent',
    recorded: 'Recorded as sent by hand',
  },
})

type Props = { contentId: string; campaignId?: string; label?: string; startsOpen?: boolean }

/** An approved card by the officer's own hand: LINE's choice of groups or what to copy, and where it went. */
export function ByHand({ contentId, campaignId, label, startsOpen = false }: Props) {
  const w = useWords(words)
  const may = useMay()
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(startsOpen)
  const [chosen, setChosen] = useState<string[]>([])
  const groups = useAllGroups({ state: 'approved' }, isOpen)
  const sharing = useQuery({
    ...api.sharing.get.queryOptions({ input: { id: contentId, ...(campaignId && { campaignId }) } }),
    enabled: isOpen,
  })
  const picture = useQuery({
    ...api.contentPictures.getPicture.queryOptions({ input: { id: contentId } }),
    enabled: isOpen,
    retry: false, // a card without a picture has its text
  })
  const record = useMutation(
    api.runs.recordByHand.mutationOptions({
      onSuccess: () => {
        tell(w('recorded'))
        setChosen([])
        sheet.close()
        void queryClient.invalidateQueries({ queryKey: api.runs.key() })
        void queryClient.invalidateQueries({ queryKey: api.campaigns.key() })
      },
    }),
  )
  if (!may('campaigns.edit')) return null
  const items = groups.data ?? []
  const { text = '', isShareable = true, pageUrl = null } = sharing.data ?? {}
  const pictureUrl = picture.data?.url ?? sharing.data?.pictureUrl
  return (
    <>
      <Button variant="default" onClick={sheet.open}>
        {label ?? w('open')}
      </Button>
      <Sheet opened={isOpen} onClose={sheet.close} title={w('open')} size="lg">
        {sharing.isError ? (
          <Alert color="red" variant="light" role="alert">
            {describeError(sharing.error)}
          </Alert>
        ) : (
          <Stack>
            <Text>
              <ThaiText text={w('lead')} />
            </Text>
            <Text fw={600}>{w('sendIt')}</Text>
            {pageUrl && isShareable ? (
              <Group align="center" wrap="nowrap">
                {/* 176 px: a phone held at arm's length still reads it. */}
                <div className="wide-only" style={{ flex: '0 0 176px' }}>
                  <QrCode text={pageUrl} label={w('qr')} />
                </div>
                <Stack gap="xs">
                  <Text size="sm" className="wide-only">
                    {w('onPhone')}
                  </Text>
                  <Button component="a" href={pageUrl} target="_blank" rel="noreferrer">
                    {w('inLine')}
                  </Button>
                </Stack>
              </Group>
            ) : null}
            {sharing.isSuccess && !isShareable ? <Text>{w('notShareable')}</Text> : null}
            {sharing.isSuccess && pageUrl === null ? <Text>{w('noPicker')}</Text> : null}
            <Textarea label={w('text')} value={text} readOnly autosize minRows={2} maxRows={8} />
            <Group>
              <CopyButton value={text}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {w(copied ? 'copied' : 'copy')}
                  </Button>
                )}
              </CopyButton>
              {pictureUrl ? (
                <Anchor href={pictureUrl} target="_blank" rel="noreferrer">
                  {w('picture')}
                </Anchor>
              ) : null}
            </Group>
            <Text fw={600}>{w('recordIt')}</Text>
            <Text>
              <ThaiText text={w('recordLead')} />
            </Text>
            {groups.isSuccess && items.length === 0 ? <Text c="dimmed">{w('none')}</Text> : null}
            <ScrollArea.Autosize mah={320}>
              <Checkbox.Group label={w('groups')} value={chosen} onChange={setChosen}>
                <Stack gap="xs" mt="xs">
                  {items.map(({ id, name, memberCount, hasOutsiders }) => (
                    <Checkbox
                      key={id}
                      value={id}
                      label={[
                        name ?? id,
                        memberCount !== null && w('members', { count: memberCount }),
                        hasOutsiders && w('outsiders'),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    />
                  ))}
                </Stack>
              </Checkbox.Group>
            </ScrollArea.Autosize>
            <Button
              disabled={chosen.length === 0}
              loading={record.isPending}
              onClick={() => record.mutate({ contentId, groups: chosen, ...(campaignId && { campaignId }) })}
            >
              {w('record')}
            </Button>
          </Stack>
        )}
      </Sheet>
    </>
  )
}
