/** Tickets of the account. */
import { Tickets } from '../tickets/tickets.tsx';
import { useConsole } from './console-account.ts';

export const TicketsPanel = () => <Tickets account={useConsole().account.id} />;
