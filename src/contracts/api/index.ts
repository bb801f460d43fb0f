import { audit, ita, measures, settings } from './administration.ts'
import { groups, staff, units } from './audience.ts'
import { calendar } from './calendar.ts'
import { campaigns, runs } from './campaigns.ts'
import { contents, templates } from './contents.ts'
import { outcomes } from './outcomes.ts'

/** The whole API under /api/v1, read by the server (implemented in each feature's routes.ts) and by the browser. */
export const contract = {
  groups,
  units,
  staff,
  templates,
  contents,
  campaigns,
  runs: { ...runs, ...outcomes },
  calendar,
  ita,
  measures,
  audit,
  settings,
}
