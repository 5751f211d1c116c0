/** The body that an upstream gets: the client's bytes, but for two edits. */
import { withModel, withUsageRequested } from '../domain/protocols/request.ts';
import type { Admitted } from './admit.ts';
import type { Candidate } from './served-models.ts';

/** Chat streams report usage only when asked; clients that did not ask don't see it. */
export const mustAskForUsage = ({ protocol, facts }: Admitted): boolean =>
  protocol === 'openai-chat' && facts.stream && !facts.wantsUsage;

export const upstreamBody = (admitted: Admitted, { model }: Candidate): Buffer => {
  const { body, facts } = admitted;
  const renamed = model === facts.model ? body.bytes : withModel(body.text, model);
  if (!mustAskForUsage(admitted)) return renamed;
  return withUsageRequested(renamed === body.bytes ? body.text : renamed.toString('utf8'));
};
