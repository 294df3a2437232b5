/** The words of a text, for lists that are read better as one. */
export const wordList = (text: string): readonly string[] => text.trim().split(/\s+/);
