import { Anchor, Button, Checkbox, CopyButton, Group, Modal, ScrollArea, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showNumber } from '../../parts/dates.ts'
import { tell } from '../../parts/tell.ts'
import { defineWords, useWords } from '../../words/define-words.ts'

const words = defineWords('by-hand', {
  th: {
    open: 'ส่งเองด้วย LINE ของฉัน',
    lead: 'ไม่ใช้โควตาของบัญชี คัดลอกข้อความหรือรูปไปวางในกลุ่มด้วย LINE ของท่านเอง แล้วทำเครื่องหมายกลุ่มที่ส่งแล้ว ระบบบันทึกแยกจากที่บัญชีส่ง',
    text: 'ข้อความที่ส่ง',
    copy: 'คัดลอกข้อความ',
    copied: 'คัดลอกแล้ว',
    picture: 'เปิดรูปเพื่อบันทึกหรือคัดลอก',
    share: 'เลือกกลุ่มใน LINE (บนโทรศัพท์)',
    groups: 'กลุ่มที่ส่งแล้ว',
    outsiders: 'มีบุคคลภายนอก',
    members: '{{n}} คน',
    none: 'ยังไม่มีกลุ่มที่เปิดรับการ์ด',
    record: 'บันทึกว่าส่งแล้ว',
    recorded: 'บันทึกการส่งเองแล้ว',
  },
  en: {
    open: 'Send with my own LINE',
    lead: 'It costs none of the account’s messages. Copy the text or the picture into the groups from your own LINE, then tick where it went. It is recorded apart from what the account sends.',
    text: 'Text to send',
    copy: 'Copy the text',
    copied: 'Copied',
    picture: 'Open the picture to save or copy it',
    share: 'Choose groups in LINE (on a phone)',
    groups: 'Groups it went to',
    outsiders: 'has outsiders',
    members: '{{n}} people',
    none: 'No group receives cards yet',
    record: 'Record it as sent',
    recorded: 'Recorded as sent by hand',
  },
})

/** An approved card by the officer's own hand: what to copy, and where it went. `text`: what the card says in a line. */
export function ByHand({ contentId, campaignId, text }: { contentId: string; campaignId?: string; text: string }) {
  const w = useWords(words)
  const may = useMay()
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [chosen, setChosen] = useState<string[]>([])
  const groups = useQuery({
    ...api.groups.list.queryOptions({ input: { state: 'approved', limit: 200 } }),
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
  const items = groups.data?.items ?? []
  return (
    <>
      <Button variant="default" onClick={sheet.open}>
        {w('open')}
      </Button>
      <Modal opened={isOpen} onClose={sheet.close} title={w('open')} centered size="lg">
        <Stack>
          <Text>{w('lead')}</Text>
          <Textarea label={w('text')} value={text} readOnly autosize minRows={2} maxRows={8} />
          <Group>
            <CopyButton value={text}>
              {({ copied, copy }) => <Button onClick={copy}>{w(copied ? 'copied' : 'copy')}</Button>}
            </CopyButton>
            <Anchor href={`https://line.me/R/share?text=${encodeURIComponent(text)}`} target="_blank" rel="noreferrer">
              {w('share')}
            </Anchor>
            {picture.data?.url ? (
              <Anchor href={picture.data.url} target="_blank" rel="noreferrer">
                {w('picture')}
              </Anchor>
            ) : null}
          </Group>
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
                      memberCount !== null && w('members', { n: showNumber(memberCount) }),
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
      </Modal>
    </>
  )
}
