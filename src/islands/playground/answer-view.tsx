/** The answer as it arrives; what is partial, or went wrong, is labelled and explained in its place. */
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import type { Failure } from '../gateway/failure.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { isRunning, type Run } from './run.ts';
import { useStickToEnd } from './stick-to-end.ts';

export type AnswerViewProps = { run: Run | undefined; sandbox: boolean };

export const AnswerView = ({ run, sandbox }: AnswerViewProps) => {
  const end = useStickToEnd(run?.text, isRunning(run));
  if (!run)
    return (
      <div className="pg-empty">
        <p className="pg-empty-title">{text['answer.empty.title']}</p>
        <p>{text['answer.empty']}</p>
        {sandbox && <p>{text['answer.emptySandbox']}</p>}
      </div>
    );
  return (
    <div className="pg-answer" data-phase={run.phase}>
      {run.text && <Markdown text={run.text} streaming={isRunning(run)} />}
      <Ending run={run} />
      {run.text && <AnswerTools run={run} />}
      <div ref={end} />
    </div>
  );
};

const Ending = ({ run }: { run: Run }) => {
  if (run.phase === 'key' || run.phase === 'waiting')
    return (
      <p className="pg-waiting">
        <span className="pg-pulse" aria-hidden="true" />
        {text[run.phase === 'key' ? 'answer.key' : 'answer.waiting']}
      </p>
    );
  if (run.phase === 'stopped') return <p className="pg-mark">{text['answer.stopped']}</p>;
  if (run.phase === 'finished' && !run.text)
    return <p className="pg-mark">{text['answer.noText']}</p>;
  if (run.phase !== 'failed') return null;
  return (
    <>
      {run.text && <p className="pg-mark">{text['answer.cut']}</p>}
      {run.failure && (
        <FailureNotice failure={run.failure} fix={fixOf(run, run.failure)}>
          {isUpstreams(run) && <p>{text['answer.upstream']}</p>}
        </FailureNotice>
      )}
    </>
  );
};

/** The log's advice, unless the message gives the same: the gateway's own messages end with it. */
const fixOf = ({ log }: Run, { fix, message }: Failure): string | null => {
  const advice = log.state === 'ready' ? log.explanation.advice : null;
  return fix ?? (advice && !message.includes(advice) ? advice : null);
};

const isUpstreams = ({ head, log }: Run): boolean =>
  log.state === 'ready' &&
  log.explanation.request.outcome === 'upstream_error' &&
  head !== null &&
  head.status >= 400;

const AnswerTools = ({ run }: { run: Run }) => (
  <div className="pg-tools">
    <CopyButton value={run.text}>{text['answer.copy']}</CopyButton>
    <Button size="s" look="quiet" onClick={() => download(run)}>
      {text['answer.download']}
    </Button>
  </div>
);

const download = (run: Run): void => {
  const url = URL.createObjectURL(new Blob([run.text], { type: 'text/markdown' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${run.head?.requestId ?? 'answer'}.md`;
  link.click();
  URL.revokeObjectURL(url);
};
