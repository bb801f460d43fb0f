import type { PictureData, PictureSizeName, PictureTemplate } from '../../contracts/picture-templates.ts'
import type { PictureTree } from '../../platform/pictures/picture-tree.ts'
import { drawBudget } from './drawings/budget.ts'
import { drawDigest } from './drawings/digest.ts'
import { drawMeasure, drawTimeline } from './drawings/measures.ts'
import { drawGuide, drawInvitation, drawNoGift, drawNotice, drawOpportunity } from './drawings/message.ts'
import { type Look, openPage, type Page } from './drawings/page.ts'
import { drawPollResult } from './drawings/poll.ts'
import { drawDosDonts } from './drawings/poster.ts'
import { drawItaComparison, drawItaIndicator, drawItaSummary } from './drawings/scores.ts'

type Drawings = { [Name in PictureTemplate]: (page: Page, data: PictureData<Name>) => PictureTree }

const drawings: Drawings = {
  'dos-donts': drawDosDonts,
  'no-gift': drawNoGift,
  notice: drawNotice,
  guide: drawGuide,
  opportunity: drawOpportunity,
  invitation: drawInvitation,
  'budget-summary': drawBudget,
  'ita-summary': drawItaSummary,
  'ita-indicator': drawItaIndicator,
  'ita-comparison': drawItaComparison,
  'measure-update': drawMeasure,
  'measure-timeline': drawTimeline,
  'poll-result': drawPollResult,
  digest: drawDigest,
}

/** The tree of a picture: a value, the same for the same data, size and look. */
export function drawPicture<Name extends PictureTemplate>(
  template: Name,
  data: PictureData<Name>,
  size: PictureSizeName,
  look: Look,
): PictureTree {
  return drawings[template](openPage(size, look), data)
}
