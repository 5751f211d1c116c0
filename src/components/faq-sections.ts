/** Sections of the FAQ page, in the order in which the page shows them. */
export const faqSections = ['keys', 'models', 'network', 'billing', 'docs'] as const;

export type FaqSection = (typeof faqSections)[number];
