#!/usr/bin/env node
// Writes docs/secret-rules.md, and what is proved of the rules, from the rules that ship, as they were built. House tests compare. Build
// again afterwards.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownProofsModule } from '../dist/test/house/support/own-proofs-module.js';
import { secretRulesPage } from '../dist/test/house/support/secret-rules-page.js';
import { root } from '../dist/test/house/support/project-files.js';

writeFileSync(path.join(root, 'docs/secret-rules.md'), secretRulesPage());
writeFileSync(path.join(root, 'src/core/secrets/rules/own-proofs.ts'), ownProofsModule());
