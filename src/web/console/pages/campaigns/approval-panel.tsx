import { Alert, Button, Group, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ScheduleSpec } from '../../../../contracts/api/campaigns.ts'
import { api } from '../../api/client.ts'
import { useMay, useMe } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { describeSchedule } from './describe-schedule.ts'
import { campaignWords } from './words.ts'

type Props = {
  campaign: {
    id: string
    authorId: string
    writerIds: string[]
    submittedAt: string | null
    schedule: ScheduleSpec
  }
  onChanged: () => void
}

/** Yes or no, big enough for a thumb. The author is told why it is not theirs to decide. */
export function ApprovalPanel({ campaign, onChanged }: Props) {
  const w = useWords(campaignWords)
  const may = useMay()
  const me = useMe()
  const approve = useMutation(
    api.campaigns.approve.mutationOptions({
      onSuccess: () => {
        tell(w('approved'))
        onChanged()
      },
    }),
  )
  if (!may('campaigns.approve')) return null
  if (campaign.authorId === me.id || campaign.writerIds.includes(me.id))
    return (
      <Alert variant="light" color="yellow">
        <Text c="var(--text)">{w('ownWork')}</Text>
      </Alert>
    )
  return (
    <Group grow preventGrowOverflow={false} className="actions-bar no-print">
      <ConfirmButton
        size="md"
        countdown
        title={w('approveTitle')}
        text={w('approveText', { schedule: describeSchedule(campaign.schedule) })}
        confirmLabel={w('approveConfirm')}
        // As it was when this page showed it: rewritten meanwhile, it is refused and looked at again.
        onConfirm={() =>
          approve.mutate({ id: campaign.id, ...(campaign.submittedAt && { submittedAt: campaign.submittedAt }) })
        }
        loading={approve.isPending}
      >
        {w('approve')}
      </ConfirmButton>
      <RejectButton id={campaign.id} onChanged={onChanged} />
    </Group>
  )
}

function RejectButton({ id, onChanged }: { id: string; onChanged: () => void }) {
  const w = useWords(campaignWords)
  const [isOpen, sheet] = useDisclosure(false)
  const [reason, setReason] = useState('')
  const reject = useMutation(
    api.campaigns.reject.mutationOptions({
      onSuccess: () => {
        tell(w('rejected'))
        sheet.close()
        onChanged()
      },
    }),
  )
  return (
    <>
      <Button size="md" variant="default" onClick={sheet.open}>
        {w('reject')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={w('rejectTitle')}
        submitLabel={w('reject')}
        isSending={reject.isPending}
        onSubmit={() => reject.mutate({ id, reason })}
        onClose={sheet.close}
      >
        <Textarea
          label={w('reason')}
          required
          autosize
          minRows={3}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
      </SheetForm>
    </>
  )
}
