import { Alert, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay, useMe } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { ReasonButton } from './reason-button.tsx'
import { pollWords } from './words.ts'

type Props = { poll: { id: string; authorId: string; submittedAt: string | null }; onChanged: () => void }

/** Yes or no to exactly what is on this page, big enough for a thumb. */
export function ApprovalPanel({ poll, onChanged }: Props) {
  const w = useWords(pollWords)
  const may = useMay()
  const me = useMe()
  const done = (words: 'approved' | 'rejected') => ({
    onSuccess: () => {
      tell(w(words))
      onChanged()
    },
  })
  const approve = useMutation(api.polls.approve.mutationOptions(done('approved')))
  const reject = useMutation(api.polls.reject.mutationOptions(done('rejected')))
  if (!may('polls.approve')) return null
  if (poll.authorId === me.id)
    return (
      <Alert variant="light" color="yellow">
        <Text c="var(--text)">{w('ownWork')}</Text>
      </Alert>
    )
  const { id, submittedAt } = poll
  return (
    <Group grow preventGrowOverflow={false} className="actions-bar no-print">
      <ConfirmButton
        size="md"
        title={w('approveTitle')}
        text={w('approveText')}
        confirmLabel={w('approve')}
        onConfirm={() => approve.mutate({ id, ...(submittedAt && { submittedAt }) })}
        loading={approve.isPending}
      >
        {w('approve')}
      </ConfirmButton>
      <ReasonButton
        size="md"
        label={w('reject')}
        title={w('rejectTitle')}
        mostLetters={1000}
        onGive={(reason) => reject.mutateAsync({ id, reason })}
      />
    </Group>
  )
}
