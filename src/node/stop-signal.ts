/** Aborted by the first SIGTERM or SIGINT. The second one ends the process at once, as it would without us. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
