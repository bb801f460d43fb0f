import { createTypedCode } from '../../platform/typed-code.ts'

export const { make: newInviteCode, read: readInviteCode } = createTypedCode('SJ')
