/** Why a request cost what it did: summary, the row of the outcome table that applied, the lines, the advice. */
import text from '#content/i18n/en/charge.json' with { type: 'json' };
import type { Explanation } from '../../domain/playground-api.ts';
import { ChargeLines } from './charge-lines.tsx';
import './charge.css';

export const ChargeExplanation = ({ explanation }: { explanation: Explanation }) => {
  const { request, rule, summary, advice } = explanation;
  return (
    <div className="charge">
      <ChargeLines charge={request.charge} />
      <p>{summary}</p>
      {advice && <p className="charge-advice">{advice}</p>}
      {rule && (
        <p className="charge-rule">
          {text.rule}: <code>{rule.outcome}</code> {rule.when} {text.ruleCharge} {rule.charge}{' '}
          <a className="ctl-link" href={rule.docs}>
            {text.ruleLink}
          </a>
        </p>
      )}
    </div>
  );
};
