/** Where "Report a problem" leads: a new issue of the repository that names the page and warns of secrets. */
export const feedbackUrl = (
  repository: string,
  page: { title: string; path: string; warning: string; page: string },
): string => {
  const body = `${page.page}: ${page.path}\n\n<!-- ${page.warning} -->\n\n`;
  const query = new URLSearchParams({ title: `${page.title}: `, body });
  return `${repository}/issues/new?${query}`;
};
