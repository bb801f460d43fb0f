import { AppError } from '../errors.ts'

/**
 * In whose place something is approved, if in anybody's: no writer of it approves it, and none lends the power to, so that no
 * deputy passes their work for them. @throws OWN_WORK (403)
 */
export function chooseAuthority(
  actor: { userId: string; standsFor?: readonly string[] },
  writers: readonly (string | null)[],
): string | undefined {
  const lenders = actor.standsFor?.filter((principal) => !writers.includes(principal))
  if (!writers.includes(actor.userId) && lenders?.length !== 0) return lenders?.[0]
  throw new AppError('OWN_WORK', 'Whoever wrote it does not approve it, nor does a deputy in their place.', {
    status: 403,
  })
}
