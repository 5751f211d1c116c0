/** Assistants that a page can be opened in: each takes a question in its address. */
export type Assistant = { name: string; href: string };

export const assistants = (question: string): Assistant[] => {
  const query = encodeURIComponent(question);
  return [
    { name: 'Claude', href: `https://claude.ai/new?q=${query}` },
    { name: 'ChatGPT', href: `https://chatgpt.com/?q=${query}` },
  ];
};
