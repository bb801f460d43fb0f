import { z } from 'zod'
import type { JobRequest } from '../../platform/queue/queue.ts'

export const makePictureJob = 'make-picture'
export const MakePicture = z.strictObject({ pictureId: z.uuid() })

export function makePictureRequest(pictureId: string): JobRequest {
  return { job: makePictureJob, jobId: `${makePictureJob}-${pictureId}`, payload: { pictureId } }
}

export const renewHeroesJob = 'renew-heroes'
export const RenewHeroes = z.strictObject({})
export const renewHeroesRequest: JobRequest = { job: renewHeroesJob, jobId: renewHeroesJob, payload: {} }
