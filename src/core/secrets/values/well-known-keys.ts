/** Keys of the emulators of Azure Storage and Cosmos DB, by how they begin: Microsoft's documentation tells everybody. */
export const WELL_KNOWN_KEYS: RegExp = /^(?:Eby8vdM02xNOcqFlqUwJPLlm|C2y6yDjf5\/R\+ob0N8A7Cgv30)/;
