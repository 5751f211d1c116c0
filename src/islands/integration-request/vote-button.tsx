/** A vote for a requested page: one per visitor, which the server sees to. */
import { useId } from 'react';
import text from '#content/i18n/en/integration-request.json' with { type: 'json' };
import type { IntegrationRequest } from '../../domain/intake.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { useSubmission } from '../submission/use-submission.ts';
import { fill } from '../text/fill.ts';

export type VoteButtonProps = {
  request: IntegrationRequest;
  onVoted(request: IntegrationRequest): void;
};

export const VoteButton = ({ request, onVoted }: VoteButtonProps) => {
  const { current, send } = useSubmission<{ request: IntegrationRequest }>();
  const id = useId();
  const vote = async () => {
    const path = `/api/integration-requests/${encodeURIComponent(request.id)}/votes`;
    const answer = await send({ path, form: 'integration-vote' }, {});
    if (!answer) return;
    announce(`${text.voted}: ${votesText(answer.request.votes)}`);
    onVoted(answer.request);
  };
  const working = current.state === 'working';
  // Who is not signed in is told apart by the network, so an older vote may be someone else's.
  const voted = current.state === 'done' ? text.voted : text['voted.before'];
  return (
    <span className="wish-vote">
      <span className="wish-votes">{votesText(request.votes)}</span>
      <Button
        size="s"
        onClick={vote}
        disabled={request.voted || working}
        aria-describedby={current.state === 'failed' ? id : undefined}
      >
        {request.voted ? voted : working ? text.voting : text.vote}
        <span className="ctl-hidden"> {fill(text['vote.for'], { name: request.name })}</span>
      </Button>
      {current.state === 'failed' && (
        <span className="ctl-error" id={id} role="alert">
          {current.failure.message} {current.failure.fix}
        </span>
      )}
    </span>
  );
};

const votesText = (count: number): string =>
  count === 1 ? text['votes.one'] : fill(text['votes.other'], { count });
