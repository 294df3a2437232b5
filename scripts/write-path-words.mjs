#!/usr/bin/env node
// Writes src/core/secrets/rules/files/path-words.ts from the rules for files, as they were built. A house test compares the two.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { pathWordsModule } from '../dist/test/house/support/path-words.js';
import { root } from '../dist/test/house/support/project-files.js';

const file = path.join(root, 'src/core/secrets/rules/files/path-words.ts');
writeFileSync(file, await format(pathWordsModule(), { ...(await resolveConfig(file)), filepath: file }));
