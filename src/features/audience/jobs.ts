import { z } from 'zod'
import { LineRateLimited, LineUnreachable } from '../../line/errors.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'
import type { GroupService } from './group-service.ts'
import {
  FindMembership,
  FindMemberships,
  findMembershipJob,
  findMembershipRequest,
  findMembershipsJob,
  findMembershipsRequest,
  RefreshGroup,
  refreshGroupJob,
  refreshGroupRequest,
  reviewAudienceJob,
} from './job-requests.ts'
import type { MembershipService } from './membership-service.ts'
import type { AudienceDeps } from './needs.ts'

type JobParts = { groups: GroupService; memberships: MembershipService }

// 5, 10, 20 … 160 s: five minutes in all. Whatever is not answered by then is asked again at night.
const mostTries = 6
const firstWaitMs = 5000

export function registerAudienceJobs(
  jobs: JobRegistry,
  deps: Pick<AudienceDeps, 'database' | 'clock' | 'enqueue'>,
  { groups, memberships }: JobParts,
): void {
  /** When LINE is away the same job is asked for again, a little later, in the outbox where it outlives this process. */
  async function orLater<Payload extends { tryCount: number }>(
    payload: Payload,
    again: (payload: Payload, runAt: Date) => JobRequest,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work()
    } catch (error) {
      const isAway = error instanceof LineUnreachable || error instanceof LineRateLimited
      if (!isAway || payload.tryCount >= mostTries) throw error
      const runAt = new Date(deps.clock.now().getTime() + firstWaitMs * 2 ** payload.tryCount)
      const request = again({ ...payload, tryCount: payload.tryCount + 1 }, runAt)
      await deps.database.transaction((tx) => deps.enqueue(tx, [request]))
    }
  }

  jobs.handle(refreshGroupJob, RefreshGroup, (payload) =>
    orLater(payload, refreshGroupRequest, () => groups.refresh(payload.groupId)),
  )
  jobs.handle(
    findMembershipJob,
    FindMembership,
    (payload) => orLater(payload, findMembershipRequest, () => memberships.find(payload.staffId, payload.groupId)),
    { concurrency: 2 },
  )
  jobs.handle(findMembershipsJob, FindMemberships, (payload) => memberships.findAll(payload))
  jobs.handle(reviewAudienceJob, z.object({}), () =>
    deps.database.transaction(async (tx) => {
      await groups.reviewAll(tx)
      await deps.enqueue(tx, [findMembershipsRequest({})])
    }),
  )
}

const lookEveryMs = 60_000

/** Jobs that rows call for. The sweeper asks every two seconds; LINE, should it refuse, is asked about the same row once a minute. */
export function audienceSweepSources(
  deps: Pick<AudienceDeps, 'clock'>,
  { memberships }: Pick<JobParts, 'memberships'>,
) {
  let lookedAtMs = Number.NEGATIVE_INFINITY
  return [
    {
      name: 'new groups and people',
      async findLost(): Promise<JobRequest[]> {
        const nowMs = deps.clock.now().getTime()
        if (nowMs - lookedAtMs < lookEveryMs) return []
        lookedAtMs = nowMs
        return memberships.findLost()
      },
    },
  ]
}
