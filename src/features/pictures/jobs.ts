import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { MakePicture, makePictureJob, makePictureRequest } from './job-requests.ts'
import type { PictureService } from './service.ts'

export const pictureJobs = [makePictureJob] as const

export function registerPictureJobs(jobs: JobRegistry, service: PictureService): void {
  jobs.handle(makePictureJob, MakePicture, ({ pictureId }) => service.draw(pictureId), { concurrency: 2 })
}

export function pictureSweepSource(service: PictureService): SweepSource {
  return { name: 'pictures waiting', findLost: async () => (await service.listWaiting()).map(makePictureRequest) }
}
