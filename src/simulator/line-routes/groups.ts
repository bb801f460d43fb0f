import { isLineGroupId, isLineUserId } from '../../line/ids.ts'
import { type LineEndpoint, ok } from '../line-call.ts'
import { notFound, refuseAccount, refuseParameter } from '../line-refusal.ts'
import { pageOf } from '../page-of.ts'
import type { Simulation } from '../simulation.ts'

/** Groups the bot is in. To all others LINE answers as if there were none. */
export function groupRoutes({ world, settings, acts }: Simulation): LineEndpoint[] {
  function findOwnGroup(groupId = '') {
    if (!isLineGroupId(groupId)) throw refuseParameter('groupId')
    const group = world.findGroup(groupId)
    if (!group?.isBotMember) throw notFound()
    return group
  }

  return [
    {
      name: 'group-summary',
      method: 'GET',
      path: '/v2/bot/group/:groupId/summary',
      handle({ params }) {
        const { groupId, groupName } = findOwnGroup(params.groupId)
        return ok({ groupId, groupName })
      },
    },
    {
      name: 'group-count',
      method: 'GET',
      path: '/v2/bot/group/:groupId/members/count',
      handle: ({ params }) => ok({ count: findOwnGroup(params.groupId).memberIds.size }),
    },
    {
      name: 'group-member',
      method: 'GET',
      path: '/v2/bot/group/:groupId/member/:userId',
      handle({ params }) {
        const userId = params.userId ?? ''
        if (!isLineUserId(userId)) throw refuseParameter('userId')
        const group = findOwnGroup(params.groupId)
        const user = group.memberIds.has(userId) ? world.findUser(userId) : undefined
        if (!user) throw notFound()
        return ok({ displayName: user.displayName, userId, pictureUrl: user.pictureUrl })
      },
    },
    {
      name: 'group-members',
      method: 'GET',
      path: '/v2/bot/group/:groupId/members/ids',
      handle({ params, query, at }) {
        if (!settings.current(at).verified) throw refuseAccount()
        const members = [...findOwnGroup(params.groupId).memberIds]
        const { items, next } = pageOf(members, { start: query.get('start'), limit: 100, at })
        return ok({ memberIds: items, next })
      },
    },
    {
      name: 'group-leave',
      method: 'POST',
      path: '/v2/bot/group/:groupId/leave',
      handle({ params }) {
        acts.takeBotOut(findOwnGroup(params.groupId))
        return ok()
      },
    },
  ]
}
