/** The events of a stream as they came, with the time of each. */
import { memo, useState } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import type { RawEvent } from '../gateway/send.ts';
import { fill } from '../text/fill.ts';
import type { Run } from './run.ts';

/** So many are shown at first; a long stream has thousands. */
const mostShown = 300;

export const EventsView = ({ run }: { run: Run | undefined }) => {
  const [all, setAll] = useState(false);
  const events = run?.events ?? [];
  if (events.length === 0) return <p className="pg-empty">{text['events.empty']}</p>;
  const hidden = all ? 0 : Math.max(0, events.length - mostShown);
  return (
    <>
      {hidden > 0 && (
        <Button size="s" onClick={() => setAll(true)}>
          {fill(text['events.earlier'], { count: hidden })}
        </Button>
      )}
      <ol className="pg-events" start={hidden + 1}>
        {events.slice(hidden).map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added at the end
          <EventRow key={hidden + index} event={event} />
        ))}
      </ol>
    </>
  );
};

const EventRow = memo(({ event }: { event: RawEvent }) => (
  <li className="pg-event">
    <span className="pg-event-at">{fill(text['events.at'], { ms: Math.round(event.at) })}</span>
    {event.name && <span className="pg-event-name">{event.name}</span>}
    <code dir="ltr">{event.data}</code>
  </li>
));
