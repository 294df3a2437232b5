/** OPA's convention: tests stand in files that are called so. */
export const isRegoTest = (file: string): boolean => file.endsWith('_test.rego');
