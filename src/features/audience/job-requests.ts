import { z } from 'zod'
import type { JobRequest } from '../../platform/queue/queue.ts'

export const refreshGroupJob = 'refresh-group'
export const findMembershipJob = 'find-membership'
export const findMembershipsJob = 'find-memberships'
export const reviewAudienceJob = 'review-audience'

const tryCount = z.int().min(0).default(0)

export const RefreshGroup = z.strictObject({ groupId: z.uuid(), tryCount })
export const FindMembership = z.strictObject({ staffId: z.uuid(), groupId: z.uuid().optional(), tryCount })
/** `groupId`: this group only. `afterId`: where the batch before ended. */
export const FindMemberships = z.strictObject({ groupId: z.uuid().optional(), afterId: z.uuid().optional() })

/** Asks LINE for name and member count of a group; 404 there means that the bot is out of it. */
export function refreshGroupRequest(payload: z.input<typeof RefreshGroup>, runAt?: Date): JobRequest {
  return { job: refreshGroupJob, jobId: `${refreshGroupJob}-${payload.groupId}`, payload, ...(runAt && { runAt }) }
}

/** Asks LINE for a person's name and whether an approved staff-only group has them as a member. */
export function findMembershipRequest(payload: z.input<typeof FindMembership>, runAt?: Date): JobRequest {
  const jobId = [findMembershipJob, payload.staffId, payload.groupId].filter(Boolean).join('-')
  return { job: findMembershipJob, jobId, payload, ...(runAt && { runAt }) }
}

/** Looks for everybody who waits, a batch at a time. */
export function findMembershipsRequest(payload: z.input<typeof FindMemberships>): JobRequest {
  const jobId = [findMembershipsJob, payload.groupId ?? 'all', payload.afterId].filter(Boolean).join('-')
  return { job: findMembershipsJob, jobId, payload }
}

/** At night: groups whose leave event never came are found out, and people whose job was lost are looked for again. */
export const audienceSchedules = [
  {
    job: reviewAudienceJob,
    key: reviewAudienceJob,
    payload: {},
    pattern: '40 3 * * *',
    timeZone: 'Asia/Bangkok',
  },
]

export const audienceJobs = [refreshGroupJob, findMembershipJob, findMembershipsJob, reviewAudienceJob] as const
