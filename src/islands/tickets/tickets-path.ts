/** Addresses of the account's tickets. */
export const ticketsPath = (account: string, rest = ''): string =>
  `/api/tickets${rest}?${new URLSearchParams({ account })}`;
