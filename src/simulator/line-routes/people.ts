import { isLineUserId } from '../../line/ids.ts'
import { type LineEndpoint, ok } from '../line-call.ts'
import { notFound, refuseAccount, refuseParameter } from '../line-refusal.ts'
import { pageOf } from '../page-of.ts'
import type { Simulation } from '../simulation.ts'

/** Profiles of friends, and the list of them for verified accounts. */
export function peopleRoutes({ world, settings }: Simulation): LineEndpoint[] {
  return [
    {
      name: 'profile',
      method: 'GET',
      path: '/v2/bot/profile/:userId',
      handle({ params: { userId = '' } }) {
        if (!isLineUserId(userId)) throw refuseParameter('userId')
        const user = world.findUser(userId)
        // People who are no friends, or have blocked the bot, have no profile to show.
        if (!user?.isFriend || user.isBlocked) throw notFound()
        const { displayName, pictureUrl, statusMessage, language } = user
        return ok({ displayName, userId, pictureUrl, statusMessage, language })
      },
    },
    {
      name: 'followers',
      method: 'GET',
      path: '/v2/bot/followers/ids',
      handle({ query, at }) {
        if (!settings.current(at).verified) throw refuseAccount()
        const limit = Number(query.get('limit') ?? 300)
        if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw refuseParameter('limit')
        const friends = [...world.users()].filter((user) => user.isFriend && !user.isBlocked)
        const { items, next } = pageOf(friends, { start: query.get('start'), limit, at })
        return ok({ userIds: items.map((user) => user.userId), next })
      },
    },
  ]
}
