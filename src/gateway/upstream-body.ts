/** The body that an upstream gets: the client's bytes, but for two edits. */
import { withModel, withUsageRequested } from '../domain/protocols/request.ts';
import type { Admitted } from './admit.ts';
import type { Candidate } from './served-models.ts';

/** Chat streams report usage only when asked; clients that did not ask don't see it. */
export const mustAskForUsage = ({ protocol, facts }: Admitted): boolean =>
  protocol === 'openai-chat' && facts.stream && !facts.wantsUsage;

export const upstreamBody = (admitted: Admitted, { model }: Candidate): Buffer => {
  const { body, facts } = admitted;
  const isRenamed = model !== facts.model;
  const asksForUsage = mustAskForUsage(admitted);
  if (!isRenamed && !asksForUsage) return body;
  const text = body.toString('utf8');
  const named = isRenamed ? withModel(text, model) : text;
  return Buffer.from(asksForUsage ? withUsageRequested(named) : named);
};
