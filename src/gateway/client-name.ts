const longest = 64;

/** First word of a user agent, such as `claude-cli/2.1`; null when there is none or it is not plain. */
export const clientName = (userAgent: string | undefined): string | null =>
  /^[\w./@:+-]+/.exec(userAgent ?? '')?.[0].slice(0, longest) ?? null;
