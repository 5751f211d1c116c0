/** FAQPage of schema.org (https://schema.org/FAQPage): each question with its short answer. */
export type Question = { id: string; question: string; summary: string };

export const faqStructuredData = (page: string, questions: readonly Question[]): object => ({
  '@context': 'https://schema.org',
  '@type': 'FAQPage',
  mainEntity: questions.map(({ id, question, summary }) => ({
    '@type': 'Question',
    name: question,
    url: `${page}#${id}`,
    acceptedAnswer: { '@type': 'Answer', text: summary },
  })),
});

/** JSON that can stand inside `<script>`: nothing in it can end the element. */
export const scriptJson = (value: object): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c');
