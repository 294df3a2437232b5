/** What is used of a global of every host that runs WebAssembly, and that the library of ECMAScript does not declare. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** The functions of a scan's program, and its memory. */
export interface ScanExports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly find: (from: number, to: number) => number;
  readonly nextRun: (from: number, to: number) => number;
}

/** @param bytes of a module without imports that exports just these */
export const instantiate = (bytes: Uint8Array): ScanExports =>
  // The one narrowing: WebAssembly exports are untyped, and `scanProgram` defines these.
  new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as ScanExports;
