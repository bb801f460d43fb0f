import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { type Role, roles } from '../../contracts/roles.ts'

/** Signs in as the demo officer of a role without a password, so that a newcomer can play every part. Demo databases only. */
export function demoSignIn(findOfficer: (role: Role) => Promise<{ id: string } | null>): BetterAuthPlugin {
  return {
    id: 'demo-sign-in',
    endpoints: {
      demoSignIn: createAuthEndpoint(
        '/demo/sign-in',
        { method: 'POST', body: z.strictObject({ role: z.enum(roles) }) },
        async (context) => {
          const { internalAdapter } = context.context
          const officer = await findOfficer(context.body.role)
          const user = officer && (await internalAdapter.findUserById(officer.id))
          if (!user) throw new APIError('NOT_FOUND', { code: 'NOT_FOUND' })
          const session = await internalAdapter.createSession(user.id)
          await setSessionCookie(context, { session, user })
          return context.json({ signedIn: true })
        },
      ),
    },
  }
}
