/** Status and headers of the answer. */
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { fill } from '../text/fill.ts';
import type { Run } from './run.ts';

export const HeadersView = ({ run }: { run: Run | undefined }) => {
  if (!run?.head) return <p className="pg-empty">{text['headers.empty']}</p>;
  const { status, headers } = run.head;
  return (
    <>
      <p className="pg-status">
        <span className="ctl-tag" data-tone={status < 400 ? 'good' : 'bad'}>
          {fill(text['headers.status'], { status })}
        </span>
      </p>
      <table className="pg-headers">
        <caption className="ctl-hidden">{text['headers.seen']}</caption>
        <thead className="ctl-hidden">
          <tr>
            <th scope="col">{text['headers.name']}</th>
            <th scope="col">{text['headers.value']}</th>
          </tr>
        </thead>
        <tbody>
          {headers.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
