import type { AudienceRule } from '../../../../contracts/api/audience-rule.ts'

/** A rule as a form holds it: units and groups together. */
export type RuleFields = { unitIds: string[]; groupIds: string[]; via: 'groups' | 'people' | 'both' }

/** undefined for a rule that is more than the form can hold. */
export function readRule(rule: AudienceRule): RuleFields | undefined {
  const fields: RuleFields = { unitIds: [], groupIds: [], via: 'groups' }
  const parts = 'or' in rule ? rule.or : [rule]
  for (const part of parts) {
    if ('units' in part && fields.unitIds.length === 0) Object.assign(fields, { unitIds: part.units, via: part.via })
    else if ('groups' in part && fields.groupIds.length === 0) fields.groupIds = part.groups
    else return undefined
  }
  return fields
}

/** undefined while nothing is chosen. */
export function writeRule({ unitIds, groupIds, via }: RuleFields): AudienceRule | undefined {
  const parts: AudienceRule[] = [
    ...(unitIds.length > 0 ? [{ units: unitIds, via }] : []),
    ...(groupIds.length > 0 ? [{ groups: groupIds }] : []),
  ]
  return parts.length > 1 ? { or: parts } : parts[0]
}
