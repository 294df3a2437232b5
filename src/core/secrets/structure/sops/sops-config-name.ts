/** By this name, and no other, SOPS finds what it is told. It counts for whole folders: those below it. */
export const SOPS_CONFIG = '.sops.yaml';
