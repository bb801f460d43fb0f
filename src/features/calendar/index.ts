import type { Writing } from '../../platform/http/api-guards.ts'
import type { CalendarDeps } from './needs.ts'
import { createCalendarService } from './service.ts'

/** ปฏิทิน: holidays, festivals and the sending window. */
export function createCalendar(deps: CalendarDeps) {
  const service = createCalendarService(deps)
  return {
    routes: async (writing: Writing) => (await import('./routes.ts')).createCalendarRoutes({ service, writing }),
    officeCalendar: service.load,
  }
}
