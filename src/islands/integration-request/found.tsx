/** What there is already for the name that is being typed: pages, and requests to vote for. */
import text from '#content/i18n/en/integration-request.json' with { type: 'json' };
import { sameName } from '../../domain/intake.ts';
import type { ExistingPage } from './integration-request.tsx';
import { type Requests, useLikeNames } from './use-requests.ts';
import { VoteButton } from './vote-button.tsx';

export type FoundProps = { name: string; pages: ExistingPage[]; requests: Requests };

const most = 5;

export const Found = ({ name, pages, requests }: FoundProps) => {
  const like = useLikeNames(name);
  const existing = likePages(name, pages);
  // The list has the newest votes.
  const { list } = requests;
  const asked = like
    .map((each) =>
      list.state === 'ready' ? (list.value.find(({ id }) => id === each.id) ?? each) : each,
    )
    .slice(0, most);
  if (existing.length + asked.length === 0) return null;
  return (
    <div className="wish-found" role="status">
      {existing.length > 0 && (
        <p>
          <span className="wish-found-label">{text['found.pages']}</span>
          {existing.map(({ title, href }) => (
            <a key={href} className="ctl-link" href={href}>
              {title}
            </a>
          ))}
        </p>
      )}
      {asked.length > 0 && (
        <>
          <p>
            <span className="wish-found-label">{text['found.requests']}</span>
            {text['found.vote']}
          </p>
          <ul>
            {asked.map((request) => (
              <li key={request.id}>
                <span>{request.name}</span>
                <VoteButton request={request} onVoted={requests.put} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};

const likePages = (name: string, pages: ExistingPage[]): ExistingPage[] => {
  const wanted = sameName(name);
  if (wanted.length < 2) return [];
  return pages
    .filter(({ title }) => {
      const there = sameName(title);
      return there.includes(wanted) || (there.length > 3 && wanted.includes(there));
    })
    .slice(0, most);
};
