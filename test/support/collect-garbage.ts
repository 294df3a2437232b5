/** Preloaded, with `--expose-gc`, into every thread of a process: what it holds is then what it needs. */
setInterval(() => globalThis.gc?.(), 4000).unref();
