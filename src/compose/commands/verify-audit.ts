import { createAudit } from '../../platform/audit/audit.ts'
import { findLostHead } from '../audit-anchor.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const verifyAudit: Command = {
  name: 'audit verify',
  usage: '',
  help: 'checks the hash chain of the audit log, and that it still holds what the newest backups say was its end',
  async run(call) {
    return withDatabase(call, async (database) => {
      const audit = createAudit({ database, clock: call.clock })
      const check = await audit.verify()
      const lostHead = check.firstBadSeq === null ? await findLostHead(call.config, audit) : undefined
      if (lostHead) {
        call.print(
          `cut: the log no longer holds the entry that was its last in the backup ${lostHead}. Restoring an older one does that; nothing else should.`,
        )
        return 1
      }
      call.print(
        check.firstBadSeq === null
          ? `ok: ${check.entries} entries, head ${check.headHash ?? 'none'}`
          : `broken at entry ${check.firstBadSeq}: ${check.entries} entries before it are sound`,
      )
      return check.firstBadSeq === null ? 0 : 1
    })
  },
}
