import { audit, ita, measures, settings } from './administration.ts'
import { alerts } from './alerts.ts'
import { groups, staff, units } from './audience.ts'
import { audiences } from './audiences.ts'
import { budget } from './budget.ts'
import { calendar } from './calendar.ts'
import { campaigns } from './campaigns.ts'
import { contents, templates } from './contents.ts'
import { digests } from './digests.ts'
import { officers } from './officers.ts'
import { outcomes } from './outcomes.ts'
import { contentPictures, pictures } from './pictures.ts'
import { pollProofs, polls } from './polls.ts'
import { queues } from './queues.ts'
import { quiz } from './quiz.ts'
import { quota } from './quota.ts'
import { rooms } from './rooms.ts'
import { runs } from './runs.ts'
import { series } from './series.ts'
import { setup } from './setup.ts'
import { sharing } from './sharing.ts'
import { uploads } from './uploads.ts'
import { consoleUsers } from './users.ts'

/** The whole API under /api/v1, read by the server (implemented in each feature's routes.ts) and by the browser. */
export const contract = {
  groups,
  audiences,
  units,
  staff,
  templates,
  contents,
  contentPictures,
  digests,
  pictures,
  uploads,
  budget,
  campaigns,
  runs: { ...runs, ...outcomes },
  calendar,
  officers,
  series,
  polls,
  pollProofs,
  queues,
  quota,
  quiz,
  rooms,
  ita,
  measures,
  alerts,
  audit,
  settings,
  setup,
  sharing,
  ...consoleUsers,
}
