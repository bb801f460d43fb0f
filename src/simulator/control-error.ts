import { AppError } from '../platform/errors.ts'

/** A control call asks for something that cannot be on LINE, or names what is not there. */
export class ControlError extends AppError {}

export const unknownUser = (userId: string) =>
  new ControlError('NO_SUCH_USER', `There is no user ${userId}. Make one with POST /_sim/users.`, { status: 404 })
export const unknownGroup = (groupId: string) =>
  new ControlError('NO_SUCH_GROUP', `There is no group ${groupId}. Make one with POST /_sim/groups.`, { status: 404 })
export const impossible = (message: string) => new ControlError('IMPOSSIBLE_ON_LINE', message, { status: 409 })
