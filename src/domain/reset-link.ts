/** The link that lets a user set a new password. Its token is in the hash, which no server and no log gets to see. */

/** `origin` has no path: `https://docs.example.com`. */
export const resetLink = (origin: string, token: string): string =>
  `${origin}/console/#reset=${token}`;

/** Reads a hash with or without its `#`. */
export const resetTokenIn = (hash: string): string | undefined =>
  /^#?reset=([\w-]{16,64})$/.exec(hash)?.[1];

/** How long a link is good for, in seconds. */
export const resetLinkSeconds = 3_600;
