import type { ScheduleSpec } from '../../../../contracts/api/campaigns.ts'
import { useMe } from '../../api/me.ts'
import type { Submission } from '../../parts/submit-button.tsx'
import { useWords } from '../../words/define-words.ts'
import { describeSchedule } from './describe-schedule.ts'
import { campaignWords } from './words.ts'

/** What handing a campaign in does: it asks an approver, or, where approval is switched off, is scheduled there and then. */
export function useSubmission({
  schedule,
  audience,
}: {
  schedule: ScheduleSpec | undefined
  audience: string
}): Submission {
  const w = useWords(campaignWords)
  const { approvalRequired } = useMe()
  if (approvalRequired) return { label: w('submit') }
  const isNow = schedule?.kind === 'now'
  const when = isNow || !schedule ? w('atOnce') : describeSchedule(schedule)
  return {
    label: w(isNow ? 'sendNow' : 'scheduleIt'),
    question: { title: w('unapprovedTitle'), text: w('unapprovedText', { audience, schedule: when }) },
  }
}
