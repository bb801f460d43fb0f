import { officers } from '../../contracts/api/officers.ts'
import { allow, implementApi, needsFreshLogin, needsLogin, type Writing } from '../../platform/http/api-guards.ts'
import type { DeputyService, DeputyView } from './deputy-service.ts'
import type { LinkService } from './link-service.ts'

const api = implementApi(officers)

export function createOfficerRoutes(deps: { links: LinkService; deputies: DeputyService; writing: Writing }) {
  const { links, deputies, writing } = deps
  return {
    list: api.list.use(allow('campaigns.approve')).handler(async ({ context }) => ({
      items: await deputies.listColleagues(context.tx),
      nextCursor: null,
    })),
    seeLine: api.seeLine.use(allow('account.own')).handler(async ({ context }) => {
      return showLink(await links.see(context.tx, context.actor.userId))
    }),
    linkLine: api.linkLine
      .use(allow('account.own'))
      // Whoever is linked may sign in by it.
      .use(needsLogin)
      .use(needsFreshLogin)
      // LINE is asked before the transaction, since it may be slow.
      .use(async ({ next }) => {
        await links.urlOf('')
        return next()
      })
      .use(writing)
      .handler(async ({ context }) => {
        const { code, expiresAt } = await links.startLink(context.tx, context.actor)
        return { code, url: await links.urlOf(code), expiresAt: expiresAt.toISOString() }
      }),
    unlinkLine: api.unlinkLine
      .use(allow('account.own'))
      .use(writing)
      .handler(async ({ context }) => {
        await links.unlink(context.tx, context.actor, context.actor.userId)
        return showLink(await links.see(context.tx, context.actor.userId))
      }),
    unlinkLineOf: api.unlinkLineOf
      .use(allow('officers.edit'))
      .use(needsFreshLogin)
      .use(writing)
      .handler(async ({ input, context }) => {
        await links.unlink(context.tx, context.actor, input.id)
        return showLink(await links.see(context.tx, input.id))
      }),
    listDeputies: api.listDeputies.use(allow('campaigns.approve')).handler(async ({ input, context }) => ({
      items: (await deputies.list(context.tx, { principalId: input.id })).map((row) => showDeputy(row, deputies.now())),
      nextCursor: null,
    })),
    listAllDeputies: api.listAllDeputies.use(allow('officers.edit')).handler(async ({ context }) => ({
      items: (await deputies.list(context.tx, {})).map((row) => showDeputy(row, deputies.now())),
      nextCursor: null,
    })),
    appointDeputy: api.appointDeputy
      .use(allow('campaigns.approve'))
      .use(needsFreshLogin)
      .use(writing)
      .handler(async ({ input: { id, deputyId, startsAt, endsAt }, context }) => {
        const wanted = { principalId: id, deputyId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
        return showDeputy(await deputies.appoint(context.tx, context.actor, wanted), deputies.now())
      }),
    endDeputy: api.endDeputy
      .use(allow('campaigns.approve'))
      .use(writing)
      .handler(async ({ input, context }) =>
        showDeputy(await deputies.end(context.tx, context.actor, input.id), deputies.now()),
      ),
  }
}

const showLink = ({ linkedAt }: { linkedAt: Date | null }) => ({
  isLinked: linkedAt !== null,
  linkedAt: linkedAt?.toISOString() ?? null,
})

function showDeputy(row: DeputyView, now: Date) {
  const { id, principalId, deputyId, startsAt, endsAt, endedAt, createdBy } = row
  return {
    id,
    principalId,
    deputyId,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    isInForce: endedAt === null && startsAt <= now && now < endsAt,
    createdBy,
  }
}
