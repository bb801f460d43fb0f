import type { Database } from '../../platform/db/open-database.ts'
import { codeOf } from '../../platform/describe-error.ts'
import type { Log } from '../../platform/log.ts'
import { runRepeatedly } from '../../platform/outbox/run-repeatedly.ts'
import { createFailureLog } from '../../platform/queue/failure-log.ts'
import type { KeyFolders } from '../../platform/secrets/key-folders.ts'
import { createCountService } from './count-service.ts'
import { createPollKeys } from './poll-keys.ts'

const everyMs = 1000

/** The count, for the process of the ballot host: apart from index.ts, which knows who people are. */
export function startCounter(deps: { database: Database; keyFolders: KeyFolders; log: Log }) {
  const service = createCountService({ ...deps, keys: createPollKeys(deps.keyFolders) })
  const logFailure = createFailureLog(deps.log, 'votes wait to be counted: the count failed, trying again')
  const loop = runRepeatedly({
    async step() {
      await service.step()
      return 'done'
    },
    everyMs,
    // The code alone: what a database says of a row it refuses may quote the row.
    onFailure: (error) => logFailure({ code: codeOf(error) }),
  })
  return { close: loop.stop }
}
