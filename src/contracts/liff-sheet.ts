/** What a LIFF page in the sheet of the simulator's phone asks of the phone around it, where LINE's SDK would ask LINE. */
export type SheetCall =
  | { liff: 'closeWindow' }
  | { liff: 'shareTargetPicker'; messages: unknown[] }
  /** What the page is called now. */
  | { liff: 'titled'; title: string }

/** What a page is asked once it has loaded: one that does not know the phone says nothing. */
export type SheetQuestion = { liff: 'titled' }

/** How the choice of chats ended, and never whom it reached. */
export type SheetAnswer = { liff: 'shareTargetPicker'; how: 'sent' | 'closed' }
