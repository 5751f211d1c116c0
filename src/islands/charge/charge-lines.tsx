/** A charge line by line, as it stands in the request log. */
import text from '#content/i18n/en/charge.json' with { type: 'json' };
import type { Charge } from '../../domain/charge.ts';
import { fill } from '../text/fill.ts';
import { count, dollars, picodollars, ratePerMillion } from './amounts.ts';
import './charge.css';

export const ChargeLines = ({ charge }: { charge: Charge }) => {
  if (charge.lines.length === 0)
    return (
      <p className="charge-nothing">
        <strong>$0</strong> {text.nothing}
      </p>
    );
  const multiplied = charge.multiplier !== '1';
  return (
    <>
      <table className="charge-lines">
        <caption className="ctl-hidden">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.kind}</th>
            <th scope="col">{text.count}</th>
            <th scope="col">{text.rate}</th>
            {multiplied && <th scope="col">{text.multiplier}</th>}
            <th scope="col">{text.amount}</th>
          </tr>
        </thead>
        <tbody>
          {charge.lines.map((line) => (
            <tr key={line.kind}>
              <th scope="row">{text[`kind.${line.kind}`]}</th>
              <td data-of="tokens">{count(line.tokens)}</td>
              <td>{ratePerMillion(line.rate)}</td>
              {multiplied && <td>× {charge.multiplier}</td>}
              <td>{picodollars(line.picodollars)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={multiplied ? 4 : 3}>
              {text.total}
            </th>
            <td data-of="total">{dollars(charge.nanodollars)}</td>
          </tr>
        </tfoot>
      </table>
      {charge.cappedAt !== undefined && (
        <p className="charge-note">{fill(text.capped, { amount: dollars(charge.cappedAt) })}</p>
      )}
    </>
  );
};
