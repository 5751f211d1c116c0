/** Where the item was delivered to, and what was given up. */
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import type { DeliveryState } from '../../domain/intake.ts';
import { Button } from '../controls/button.tsx';
import { fill } from '../text/fill.ts';
import { shownTime } from '../text/shown-time.ts';
import type { ChangeItem } from './inbox-item.tsx';

const tones = { waiting: 'accent', delivered: 'good', dead: 'bad' } as const;

export type DeliveriesProps = { deliveries: DeliveryState[]; change: ChangeItem };

export const Deliveries = ({ deliveries, change }: DeliveriesProps) => {
  const again = (which: 'dead' | 'all') =>
    void change('/redeliveries', { body: { which } }, text.redelivered);
  return (
    <section>
      <h3>{text.deliveries}</h3>
      {deliveries.length === 0 && <p className="inbox-hint">{text['deliveries.none']}</p>}
      <ul className="inbox-deliveries">
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <span className="ctl-tag" data-tone={tones[delivery.state]}>
              {text[`delivery.${delivery.state}`]}
            </span>
            <strong>{delivery.sink}</strong>
            <span>{text[`delivery.${delivery.event}`]}</span>
            <span>{fill(text['delivery.attempts'], { count: delivery.attempts })}</span>
            {delivery.dueAt && (
              <span>{fill(text['delivery.next'], { at: shownTime(delivery.dueAt) })}</span>
            )}
            {delivery.reference && <code>{delivery.reference}</code>}
            {delivery.error && <span className="inbox-error">{delivery.error}</span>}
          </li>
        ))}
      </ul>
      {deliveries.length > 0 && (
        <p className="ctl-actions">
          {deliveries.some(({ state }) => state === 'dead') && (
            <Button size="s" onClick={() => again('dead')}>
              {text['redeliver.dead']}
            </Button>
          )}
          <Button size="s" look="quiet" onClick={() => again('all')}>
            {text['redeliver.all']}
          </Button>
        </p>
      )}
    </section>
  );
};
