/** What others asked for, the most wanted first, with what has become of it. */
import text from '#content/i18n/en/integration-request.json' with { type: 'json' };
import type { IntegrationRequest } from '../../domain/intake.ts';
import { FailureNotice } from '../controls/notice.tsx';
import type { Requests } from './use-requests.ts';
import { VoteButton } from './vote-button.tsx';

const tones = { asked: undefined, planned: 'accent', written: 'good', declined: 'warn' } as const;

export const RequestList = ({ requests }: { requests: Requests }) => {
  const { list, put, reload } = requests;
  return (
    <section className="wish-list submission-needs-scripts">
      <h2 id="asked-for">{text['list.title']}</h2>
      {list.state === 'loading' && <p className="ctl-hint">{text['list.loading']}</p>}
      {list.state === 'failed' && <FailureNotice failure={list.failure} onRetry={reload} />}
      {list.state === 'ready' && list.value.length === 0 && (
        <p className="ctl-hint">{text['list.empty']}</p>
      )}
      {list.state === 'ready' && list.value.length > 0 && (
        <ul>
          {list.value.map((request) => (
            <Row key={request.id} request={request} onVoted={put} />
          ))}
        </ul>
      )}
    </section>
  );
};

type RowProps = { request: IntegrationRequest; onVoted: Requests['put'] };

const Row = ({ request, onVoted }: RowProps) => {
  const { name, url, status, page } = request;
  return (
    <li>
      <span className="wish-name">
        {url ? (
          <a className="ctl-link" href={url} rel="nofollow noreferrer ugc">
            {name}
          </a>
        ) : (
          name
        )}
        <span className="ctl-tag" data-tone={tones[status]}>
          {text[`status.${status}`]}
        </span>
      </span>
      {status === 'written' && page ? (
        <a className="ctl-link" href={page}>
          {text.page}
          <span className="ctl-hidden"> {name}</span>
        </a>
      ) : (
        <VoteButton request={request} onVoted={onVoted} />
      )}
    </li>
  );
};
