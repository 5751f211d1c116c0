/** The form: reason, words, what is found in them, and what is sent along. */
import controlText from '#content/i18n/en/controls.json' with { type: 'json' };
import text from '#content/i18n/en/feedback.json' with { type: 'json' };
import submissionText from '#content/i18n/en/submission.json' with { type: 'json' };
import { type FeedbackReason, intakeLimits, type RedactedKinds } from '../../domain/intake.ts';
import type { Failure } from '../gateway/failure.ts';
import { isPublishable, review } from '../submission/review.ts';
import { createSubmission } from '../submission/submission.ts';
import { fill } from '../text/fill.ts';
import { doneNote } from './done-note.ts';
import { button, element } from './element.ts';
import type { FeedbackKind, FeedbackPage } from './page-feedback.ts';
import { link, notice, paragraph, reviewNote } from './review-note.ts';
import '../controls/controls.css';
import '../submission/submission.css';
import './feedback-form.css';

export type FeedbackFormOptions = {
  page: FeedbackPage;
  kind: FeedbackKind;
  /** The passage it is about. */
  quote: string | null;
  onClose(): void;
};

export type FeedbackForm = { root: HTMLElement; focus(): void };

export type Receipt = { id: string; redacted: RedactedKinds };

const reasons: Record<FeedbackKind, FeedbackReason[]> = {
  yes: ['clear', 'solved', 'other'],
  no: ['unclear', 'wrong', 'incomplete', 'sample_fails', 'other'],
  problem: ['wrong', 'sample_fails', 'incomplete', 'unclear', 'other'],
};

/** Words that were written and not sent outlive a closed form, as long as the page does. */
const drafts = new Map<string, string>();

export const feedbackForm = ({ page, kind, quote, onClose }: FeedbackFormOptions): FeedbackForm => {
  const draft = `${kind} ${quote ?? ''}`;
  const submission = createSubmission<Receipt>();
  const title = quote ? text['title.passage'] : text[`title.${kind}`];
  const choices = reasonChoices(kind);
  const words = wordsField(kind, drafts.get(draft) ?? '');
  const trap = element('input', { name: 'website', tabindex: '-1', autocomplete: 'off' });
  const about = element('div', { class: 'feedback-about' });
  const outcome = element('div', { class: 'feedback-about' });
  const send = button(text.send, 'primary');
  const form = element(
    'form',
    { class: 'feedback-form', 'aria-label': title, autocomplete: 'off' },
    element('p', { class: 'feedback-title' }, title),
    ...(quote ? [element('blockquote', { class: 'feedback-quote' }, quote)] : []),
    choices.root,
    words.root,
    about,
    trapBox(trap),
    outcome,
    element(
      'div',
      { class: 'feedback-actions' },
      send,
      button(text.cancel, 'quiet', onClose),
      element(
        'span',
        { class: 'ctl-hint' },
        fill(text['sent.with'], { page: page.path, version: page.version }),
      ),
    ),
  );

  const look = () => {
    drafts.set(draft, words.input.value);
    const note = reviewNote(review(words.input.value));
    about.replaceChildren(...(note ? [note] : []));
    words.complain(null);
  };
  const submit = async () => {
    if (send.hasAttribute('aria-disabled')) return;
    const reviewed = review(words.input.value.trim());
    if (!isPublishable(reviewed) || reviewed.can === 'not-send') return words.input.focus();
    if (kind === 'problem' && reviewed.text === '') return words.complain(text['text.required']);
    // What is `disabled` loses the focus, and a second press must not send twice.
    send.setAttribute('aria-disabled', 'true');
    send.textContent = submissionText.working;
    const answer = await submission.send(
      { path: '/api/feedback', form: 'feedback' },
      {
        page: page.path,
        version: page.version,
        helpful: kind === 'problem' ? null : kind === 'yes',
        reason: choices.chosen(),
        text: reviewed.text || null,
        quote: quote === null ? null : clean(quote),
      },
      trap.value,
    );
    send.removeAttribute('aria-disabled');
    send.textContent = text.send;
    if (answer.ok) {
      drafts.delete(draft);
      const done = doneNote(answer.value, onClose);
      form.replaceWith(done);
      done.focus();
    } else if (answer.failure) outcome.replaceChildren(failureNote(answer.failure, page));
  };

  words.input.addEventListener('input', look);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  look();
  return { root: form, focus: () => (kind === 'problem' ? words.input : choices.first).focus() };
};

/** A passage of a page holds no secret of the reader's; what looks like one is replaced all the same. */
const clean = (quote: string): string | null => {
  const reviewed = review(quote);
  return reviewed.can === 'send' ? reviewed.text : null;
};

const reasonChoices = (kind: FeedbackKind) => {
  const inputs = reasons[kind].map((value) =>
    element('input', { type: 'radio', name: 'reason', value }),
  );
  const [first = element('input')] = inputs;
  return {
    first,
    root: element(
      'fieldset',
      { class: 'feedback-reasons' },
      element('legend', { class: 'ctl-hidden' }, text['reason.label']),
      ...inputs.map((input) =>
        element('label', {}, input, text[`reason.${input.value as FeedbackReason}`]),
      ),
    ),
    chosen: (): FeedbackReason | null =>
      reasons[kind].find((value) =>
        inputs.some((input) => input.checked && input.value === value),
      ) ?? null,
  };
};

const wordsField = (kind: FeedbackKind, value: string) => {
  const id = `feedback-words-${kind}`;
  const input = element('textarea', {
    id,
    class: 'ctl-input',
    rows: '3',
    maxlength: String(intakeLimits.text),
  });
  input.value = value;
  const error = element('p', { class: 'ctl-error', id: `${id}-error`, role: 'alert' });
  const note =
    kind === 'problem' ? [] : [element('span', { class: 'ctl-note' }, text['text.optional'])];
  return {
    input,
    root: element(
      'div',
      { class: 'ctl-field' },
      element(
        'div',
        { class: 'ctl-field-head' },
        element('label', { for: id, class: 'ctl-label' }, text['text.label']),
        ...note,
      ),
      input,
      error,
    ),
    complain: (message: string | null) => {
      error.textContent = message ?? '';
      input.toggleAttribute('aria-invalid', message !== null);
      if (message === null) return input.removeAttribute('aria-describedby');
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', error.id);
      input.focus();
    },
  };
};

const trapBox = (trap: HTMLElement): HTMLElement =>
  element(
    'div',
    { class: 'submission-trap', 'aria-hidden': 'true' },
    element('label', {}, submissionText.trap, trap),
  );

const failureNote = (failure: Failure, page: FeedbackPage): HTMLElement => {
  const note = notice(
    'bad',
    failure.message,
    ...(failure.fix ? [paragraph(failure.fix)] : []),
    paragraph(submissionText.kept),
    element(
      'p',
      { class: 'ctl-notice-foot' },
      ...(failure.docs ? [link(failure.docs, controlText.explained)] : []),
      link(page.issueUrl, text.issue),
    ),
  );
  note.setAttribute('role', 'alert');
  return note;
};
