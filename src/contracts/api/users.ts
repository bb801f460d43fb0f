import { z } from 'zod'
import { roles } from '../roles.ts'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'

const Role = z.enum(roles)

export const site = {
  get: route
    .route({
      method: 'GET',
      path: '/site',
      summary: 'What the sign-in page shows; open to everybody',
      tags: ['Users'],
    })
    .output(
      z.object({
        agencyName: z.string(),
        isDemo: z.boolean().describe('true: demo officers sign in with one click, on this machine alone'),
        phoneUrl: z.string().nullable().describe('the simulator’s phone, in a demo'),
        canMail: z.boolean().describe('links can be mailed; else they are handed over'),
        canSignInWithLine: z.boolean().describe('a LINE Login channel is set'),
      }),
    ),
}

const Login = z.object({
  id: z.string(),
  startedAt: At,
  lastUsedAt: At.describe('to within five minutes'),
  device: z.string().nullable().describe('as the browser names itself'),
})
const OwnLogin = Login.extend({ isThis: z.boolean() })

const OwnPhone = z.object({
  id: Id,
  device: z.string().nullable().describe('as the browser names itself'),
  enrolledAt: At,
  lastUsedAt: At.nullable(),
  isLocked: z.boolean().describe('after five wrong PINs: enrol it again with the authenticator app'),
})

export const me = {
  get: route.route({ method: 'GET', path: '/me', summary: 'Who is asking', tags: ['Users'] }).output(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      role: Role,
      isDemo: z.boolean(),
      hasSecondFactor: z.boolean(),
      approvalRequired: z.boolean().describe('false: what is submitted goes out without a second person'),
      standsFor: z.array(z.string()).describe('approvers in whose place the person may approve now'),
      owesSecondFactor: z.boolean().describe('true: nothing else is answered before an authenticator app is set up'),
    }),
  ),
  listLogins: route
    .route({ method: 'GET', path: '/me/logins', summary: 'Own logins', tags: ['Users'] })
    .output(z.object({ items: z.array(OwnLogin), nextCursor: z.null() })),
  endLogin: route
    .route({ method: 'DELETE', path: '/me/logins/{id}', summary: 'End one of the own logins', tags: ['Users'] })
    .input(z.object({ id: z.string().max(100) }))
    .output(z.object({ ended: z.literal(true) })),
  listPhones: route
    .route({
      method: 'GET',
      path: '/me/phones',
      summary: 'Own phones on which a PIN stands in for the authenticator app',
      tags: ['Users'],
    })
    .output(z.object({ items: z.array(OwnPhone), nextCursor: z.null() })),
  removePhone: route
    .route({
      method: 'DELETE',
      path: '/me/phones/{id}',
      summary: 'Take a phone’s PIN away, and end the login begun on it',
      tags: ['Users'],
    })
    .input(z.object({ id: Id }))
    .output(z.object({ removed: z.literal(true) })),
}

const Officer = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  state: z.enum(['invited', 'active', 'closed']).describe('invited: has not chosen a password yet'),
  hasSecondFactor: z.boolean(),
  lastSignedInAt: At.nullable(),
  unitId: z.string().nullable().describe('of a coordinator: the one unit they see'),
  isDemo: z.boolean(),
})

const UnitId = z.uuid().describe('asked of coordinators, of nobody else')
const shownOnce = 'shown once; null when a request is repeated with its Idempotency-Key'
const SignInLink = z.object({
  userId: z.string().describe('whose it is'),
  url: z.string().nullable().describe(shownOnce),
  qrSvg: z.string().nullable().describe('QR of url as SVG'),
  expiresAt: At,
})

const OfficerId = z.object({ id: z.string().max(100) })
const act = (name: string, summary: string) =>
  route.route({ method: 'POST', path: `/users/{id}/${name}`, summary, tags: ['Users'] }).input(OfficerId)

export const users = {
  list: route
    .route({ method: 'GET', path: '/users', summary: 'ผู้ใช้ของระบบ', tags: ['Users'] })
    .input(PageQuery)
    .output(pageOf(Officer)),
  invite: route
    .route({
      method: 'POST',
      path: '/users',
      successStatus: 201,
      summary: 'Make an account and a link to hand over, good for seven days',
      tags: ['Users'],
    })
    .input(z.strictObject({ name: words(120), email: z.email().max(320), role: Role, unitId: UnitId.optional() }))
    .output(z.object({ user: Officer, link: SignInLink })),
  update: route
    .route({ method: 'PATCH', path: '/users/{id}', summary: 'Change name, role or unit; at once', tags: ['Users'] })
    .input(OfficerId.extend({ name: words(120).optional(), role: Role.optional(), unitId: UnitId.optional() }).strict())
    .output(Officer),
  renewLink: act('link', 'A link to choose a new password; ends the links before it').output(SignInLink),
  mailLink: act(
    'mail-link',
    'Mail a link to choose a password; it is shown to nobody else and ends the links before it',
  ).output(z.object({ to: z.string(), expiresAt: At })),
  resetSecondFactor: act('reset-second-factor', 'Forget the authenticator app of somebody who lost it').output(Officer),
  listLogins: route
    .route({ method: 'GET', path: '/users/{id}/logins', summary: 'Where somebody is signed in', tags: ['Users'] })
    .input(OfficerId)
    .output(z.object({ items: z.array(Login), nextCursor: z.null() })),
  endLogin: route
    .route({
      method: 'DELETE',
      path: '/users/{id}/logins/{loginId}',
      summary: 'Sign somebody out of one place; the others go on',
      tags: ['Users'],
    })
    .input(OfficerId.extend({ loginId: z.string().max(100) }))
    .output(z.object({ ended: z.literal(true) })),
  endLogins: act('end-logins', 'Sign somebody out everywhere, and end the link with their LINE chat').output(Officer),
  close: act('close', 'Close an account: its logins and tokens end at once').output(Officer),
  reopen: act('reopen', 'Open a closed account again').output(Officer),
}

const Token = z.object({
  id: z.string(),
  name: z.string().nullable(),
  start: z.string().nullable().describe('its first characters'),
  role: Role.nullable(),
  email: z.string().nullable().describe('of the person it acts for'),
  createdAt: At,
  expiresAt: At.nullable(),
  lastUsedAt: At.nullable(),
})

export const tokens = {
  list: route
    .route({ method: 'GET', path: '/tokens', summary: 'API tokens', tags: ['Users'] })
    .output(z.object({ items: z.array(Token), nextCursor: z.null() })),
  create: route
    .route({ method: 'POST', path: '/tokens', successStatus: 201, summary: 'Make a token', tags: ['Users'] })
    .input(
      z.strictObject({
        name: words(60),
        role: Role,
        expiresInDays: z.number().int().min(1).max(365).default(90),
      }),
    )
    .output(z.object({ id: z.string(), token: z.string().nullable().describe(shownOnce), expiresAt: At })),
  revoke: route
    .route({ method: 'DELETE', path: '/tokens/{id}', summary: 'End a token at once', tags: ['Users'] })
    .input(z.object({ id: z.string().max(100) }))
    .output(z.object({ revoked: z.literal(true) })),
}

// In the body of a POST, never in an address: addresses end up in logs and histories.
const LinkToken = z.string().max(200).describe('anything but a link’s own is unknown, however it was cut')
export const signInLinks = {
  look: route
    .route({ method: 'POST', path: '/sign-in-links/look', summary: 'Whose link it is', tags: ['Users'] })
    .input(z.strictObject({ token: LinkToken }))
    .output(z.object({ name: z.string(), email: z.string(), role: Role, expiresAt: At })),
  use: route
    .route({
      method: 'POST',
      path: '/sign-in-links/use',
      summary: 'Choose a password; the link and all logins of the account end',
      tags: ['Users'],
    })
    .input(z.strictObject({ token: LinkToken, password: z.string().min(12).max(128) }))
    .output(z.object({ email: z.string() })),
}

/** People who use the console, their logins and tokens. */
export const consoleUsers = { site, me, users, tokens, signInLinks }
