import { account } from './account/folder.ts'
import { audience } from './audience/folder.ts'
import { budget } from './budget/folder.ts'
import { calendar } from './calendar/folder.ts'
import { campaigns } from './campaigns/folder.ts'
import { cards } from './cards/folder.ts'
import { home } from './home/folder.ts'
import type { PageFolder } from './page-folder.ts'
import { polls } from './polls/folder.ts'
import { quiz } from './quiz/folder.ts'
import { series } from './series/folder.ts'
import { settings } from './settings/folder.ts'

/** All pages, in the order of the menu. A new one is a folder beside these and a line here. */
export const pages: PageFolder[] = [
  home,
  campaigns,
  calendar,
  cards,
  series,
  polls,
  quiz,
  budget,
  audience,
  settings,
  account,
]
