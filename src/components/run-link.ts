/** A link that opens the playground with a request: the smallest body that shows the point. */
import { type Prompt, promptRequest } from '../domain/prompt-request.ts';
import { protocols } from '../domain/protocol.ts';
import { encodeShare } from '../domain/share-link.ts';

export const runHref = (asked: Prompt): string =>
  `/playground/#${encodeShare(promptRequest(asked))}`;

/** What the link says to people who can't see where it leads. */
export const runTitle = ({ model, protocol }: Prompt): string =>
  `${model}, ${protocols[protocol].label}`;
