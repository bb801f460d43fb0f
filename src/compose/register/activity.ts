/** One processing activity of the register of section 39 (PDPA). Words are Thai: the reader is the data protection officer. */
export type Activity = {
  title: string
  subjects: string
  purpose: string
  basis: string
  /** What is kept, in words, and the columns that hold it: "table.column", or "schema.table.column" outside `public`. */
  data: Record<string, readonly string[]>
  /** Who may see it, how and on what condition. */
  access: string
  /** Use or disclosure without consent (section 27). */
  disclosure: string
  retention: string
  /** Refused requests and objections (sections 30–32 and 36). */
  refusal: string
}
