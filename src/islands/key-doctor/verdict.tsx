/** What the checks come to: the cause in a sentence, what to do, and what else is wrong. */
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import type { Check } from '../../domain/doctor/check.ts';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import type { Examination } from './examine.ts';

const failed = (checks: readonly Check[]) => checks.filter(({ state }) => state === 'fail');

/** For screen readers. */
export const verdictSentence = (checks: readonly Check[], { how }: Examination): string => {
  const [cause] = failed(checks);
  if (cause) return `${cause.meaning} ${cause.fix ?? ''}`;
  return how === 'finished' ? text['verdict.pass'] : text['verdict.incomplete'];
};

type VerdictProps = { checks: readonly Check[]; end: Examination };

export const Verdict = ({ checks, end }: VerdictProps) => {
  const [cause, ...others] = failed(checks);
  return (
    <>
      {end.how === 'failed' && <FailureNotice failure={end.failure} />}
      {cause && <Cause cause={cause} others={others} />}
      {end.how === 'stopped' && <Notice>{text['verdict.stopped']}</Notice>}
      {end.how === 'finished' && !cause && (
        <Notice tone="good" title={text['verdict.pass']}>
          <p>{text['verdict.passMore']}</p>
        </Notice>
      )}
    </>
  );
};

const Cause = ({ cause, others }: { cause: Check; others: Check[] }) => (
  <Notice tone="bad" title={cause.meaning}>
    <p>
      {cause.fix} {cause.docs && <a href={cause.docs}>{text.docs}</a>}
    </p>
    {others.map(({ id, meaning }) => (
      <p key={id}>
        {text['verdict.also']}: {meaning}
      </p>
    ))}
  </Notice>
);
