/** Words of a text with the white space around them; joined they are the text again. */
export const words = (text: string): string[] => text.match(/[^\S\n]*\S+\n*|\s+/g) ?? [];
