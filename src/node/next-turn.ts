/** Resolves when what happened meanwhile has been heard: messages of threads, answers of processes, signals. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
