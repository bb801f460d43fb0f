import { createAudit } from '../../platform/audit/audit.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const verifyAudit: Command = {
  name: 'audit verify',
  usage: '',
  help: 'checks the hash chain of the audit log',
  async run(call) {
    return withDatabase(call, async (database) => {
      const check = await createAudit({ database, clock: call.clock }).verify()
      call.print(
        check.firstBadSeq === null
          ? `ok: ${check.entries} entries, head ${check.headHash ?? 'none'}`
          : `broken at entry ${check.firstBadSeq}: ${check.entries} entries before it are sound`,
      )
      return check.firstBadSeq === null ? 0 : 1
    })
  },
}
