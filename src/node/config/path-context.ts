/** Where paths of the config count from, and where they will be used. */
export interface PathContext {
  readonly toAbsolute: (file: string) => string;
  readonly folder: string;
  readonly cwd: string;
}
