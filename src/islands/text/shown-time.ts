/** A moment for people: in the reader's own time zone, which is named. */
const format = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** `at`: ISO 8601. Call it for what was read after hydration; the server has no reader's time zone. */
export const shownTime = (at: string): string => format.format(new Date(at));
