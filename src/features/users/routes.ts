import QRCode from 'qrcode'
import { consoleUsers } from '../../contracts/api/users.ts'
import { roles } from '../../contracts/roles.ts'
import type { Database } from '../../platform/db/open-database.ts'
import {
  allow,
  allowSignedIn,
  createWriting,
  implementApi,
  needsFreshLogin,
  type Writing,
} from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import type { LinkService, NewLink } from './link-service.ts'
import type { MailLink } from './mail-link.ts'
import type { PhoneService } from './phone-service.ts'
import type { LoginView, UserService, UserView } from './service.ts'
import type { TokenService, TokenView } from './token-service.ts'

const api = implementApi(consoleUsers)

export function createUserRoutes(deps: {
  service: UserService
  links: LinkService
  mailLink: MailLink
  phones: PhoneService
  tokens: TokenService
  database: Database
  writing: Writing
}) {
  const { service, links, mailLink, phones, tokens, writing, database } = deps
  const writingSecrets = createWriting(database, withoutSecrets)
  const mayEditUsers = allow('users.edit')
  return {
    site: { get: api.site.get.handler(({ context }) => service.site(context.tx)) },
    me: {
      get: api.me.get.use(allowSignedIn).handler(async ({ context: { tx, actor, listPrincipals } }) => {
        const { id, name, email, isDemo, twoFactorEnabled } = await service.get(tx, actor.userId)
        const standsFor = await listPrincipals(tx, actor.userId)
        // Whoever stands for an approver sets up what an approver does.
        const owesSecondFactor =
          actor.via === 'session' && (actor.owesSecondFactor || (standsFor.length > 0 && !actor.hasSecondFactor))
        return {
          id,
          name,
          email,
          role: actor.role,
          isDemo,
          approvalRequired: await service.isApprovalRequired(tx),
          standsFor,
          hasSecondFactor: twoFactorEnabled,
          owesSecondFactor,
        }
      }),
      listLogins: api.me.listLogins.use(allowSignedIn).handler(async ({ context: { tx, actor } }) => ({
        items: (await service.listLogins(tx, actor.userId)).map((login) => ({
          ...showLogin(login),
          isThis: actor.via === 'session' && actor.sessionId === login.id,
        })),
        nextCursor: null,
      })),
      endLogin: api.me.endLogin
        .use(allowSignedIn)
        .use(writing)
        .handler(async ({ input, context }) => {
          await service.endLogin(context.tx, context.actor, { id: input.id, userId: context.actor.userId })
          return { ended: true as const }
        }),
      listPhones: api.me.listPhones.use(allowSignedIn).handler(async ({ context: { tx, actor } }) => ({
        items: (await phones.list(tx, actor.userId)).map(({ id, name, createdAt, lastUsedAt, isLocked }) => ({
          id,
          device: name || null,
          enrolledAt: createdAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
          isLocked,
        })),
        nextCursor: null,
      })),
      removePhone: api.me.removePhone
        .use(allowSignedIn)
        .use(writing)
        .handler(async ({ input, context }) => {
          await phones.remove(context.tx, context.actor, input.id)
          return { removed: true as const }
        }),
    },
    users: {
      list: api.users.list
        .use(mayEditUsers)
        .handler(async ({ input, context }) => toPage(await service.list(context.tx, input), input.limit, showOfficer)),
      invite: api.users.invite
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writingSecrets)
        .handler(async ({ input, context }) => {
          const { user, link } = await service.invite(context.tx, context.actor, input)
          return { user: showOfficer(user), link: await showLink(link) }
        }),
      update: api.users.update
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input: { id, ...change }, context }) =>
          showOfficer(await service.update(context.tx, context.actor, id, change)),
        ),
      renewLink: api.users.renewLink
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writingSecrets)
        .handler(async ({ input, context }) => showLink(await service.renewLink(context.tx, context.actor, input.id))),
      // Without `writing`: the mail goes out after its link is committed, and a repeat is a new link.
      mailLink: api.users.mailLink
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .handler(async ({ input, context }) => {
          const { to, expiresAt } = await mailLink(context.actor, input.id)
          return { to, expiresAt: expiresAt.toISOString() }
        }),
      resetSecondFactor: api.users.resetSecondFactor
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input, context }) =>
          showOfficer(await service.resetSecondFactor(context.tx, context.actor, input.id)),
        ),
      listLogins: api.users.listLogins
        .use(mayEditUsers)
        .use(writing) // a read that writes its audit entry
        .handler(async ({ input, context }) => ({
          items: (await service.listLoginsOf(context.tx, context.actor, input.id)).map(showLogin),
          nextCursor: null,
        })),
      endLogin: api.users.endLogin
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input, context }) => {
          await service.endLogin(context.tx, context.actor, { id: input.loginId, userId: input.id })
          return { ended: true as const }
        }),
      endLogins: api.users.endLogins
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input, context }) =>
          showOfficer(await service.endLogins(context.tx, context.actor, input.id)),
        ),
      close: api.users.close
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input, context }) => showOfficer(await service.close(context.tx, context.actor, input.id))),
      reopen: api.users.reopen
        .use(mayEditUsers)
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input, context }) => showOfficer(await service.reopen(context.tx, context.actor, input.id))),
    },
    tokens: {
      list: api.tokens.list
        .use(allow('tokens.edit'))
        .handler(async ({ context }) => ({ items: (await tokens.list(context.tx)).map(showToken), nextCursor: null })),
      create: api.tokens.create
        .use(allow('tokens.edit'))
        .use(needsFreshLogin)
        .use(writingSecrets)
        .handler(async ({ input, context }) => {
          const { expiresAt, ...made } = await tokens.create(context.tx, context.actor, input)
          return { ...made, expiresAt: expiresAt.toISOString() }
        }),
      revoke: api.tokens.revoke
        .use(allow('tokens.edit'))
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input, context }) => {
          await tokens.revoke(context.tx, context.actor, input.id)
          return { revoked: true as const }
        }),
    },
    // No limit: of 2^256 links none is found by trying, and a shared one could be used up to shut out whoever holds a right one.
    signInLinks: {
      look: api.signInLinks.look.handler(async ({ input, context }) => {
        const { user, expiresAt } = await links.look(context.tx, input.token)
        return { name: user.name, email: user.email, role: user.role, expiresAt: expiresAt.toISOString() }
      }),
      use: api.signInLinks.use.handler(({ input }) => links.use(input.token, input.password)),
    },
  }
}

function showOfficer({ id, name, email, role, state, twoFactorEnabled, sessions, unitId, isDemo }: UserView) {
  return {
    id,
    name,
    email,
    role,
    state,
    hasSecondFactor: twoFactorEnabled,
    lastSignedInAt: sessions[0]?.createdAt.toISOString() ?? null,
    unitId,
    isDemo,
  }
}

const showLogin = ({ id, createdAt, updatedAt, userAgent }: LoginView) => ({
  id,
  startedAt: createdAt.toISOString(),
  lastUsedAt: updatedAt.toISOString(),
  device: userAgent,
})

async function showLink({ userId, url, expiresAt }: NewLink) {
  const qrSvg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return { userId, url, qrSvg, expiresAt: expiresAt.toISOString() }
}

function showToken({ id, name, start, metadata, email, createdAt, expiresAt, lastRequest }: TokenView) {
  return {
    id,
    name,
    start,
    role: roles.find((role) => metadata?.includes(`"${role}"`)) ?? null,
    email,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastRequest?.toISOString() ?? null,
  }
}

const secretFields = new Set(['token', 'url', 'qrSvg'])

/** What is shown once is kept nowhere, so a repeated request gets null in its place. */
const withoutSecrets = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value) => (secretFields.has(key) ? null : value)))
