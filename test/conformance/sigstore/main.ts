import { runSigstoreClient } from './run-sigstore-client.ts';

const { exitCode, message } = runSigstoreClient(process.argv.slice(2), new Date());
console.error(message);
process.exitCode = exitCode;
