import type { Writing } from '../../platform/http/api-guards.ts'
import { createUploadService, type UploadDeps } from './service.ts'

/** What takes large bodies: everything else of the API is refused over 1 MB. */
export const uploadPaths = ['/uploads/pictures', '/uploads/documents']

/** รูปและเอกสารแนบ: brought along by officers and linked to from cards. */
export function createUploads(deps: UploadDeps) {
  const service = createUploadService(deps)
  return { routes: async (writing: Writing) => (await import('./routes.ts')).createUploadRoutes({ service, writing }) }
}
