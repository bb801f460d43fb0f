import { hasSqlState } from '../../platform/db/database-errors.ts'
import { AppError } from '../../platform/errors.ts'

// Not given in its time; or the statement's own was up, where another had waited in front of it.
const waitStates = ['55P03', '57014']

/**
 * A lock that a person's request waits for. While a large run writes down whom it goes to it holds its campaign, for a minute or
 * two; whoever wants to steer it hears so. @throws CAMPAIGN_BUSY (409)
 */
export async function orBusy<T>(locking: Promise<T>): Promise<T> {
  try {
    return await locking
  } catch (error) {
    if (!waitStates.some((state) => hasSqlState(error, state))) throw error
    throw new AppError('CAMPAIGN_BUSY', 'A run of it is being planned. Nothing has changed; try again in a minute.', {
      status: 409,
      cause: error,
    })
  }
}
