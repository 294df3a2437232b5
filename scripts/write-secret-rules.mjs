#!/usr/bin/env node
// Writes docs/secret-rules.md from the rules that ship, as they were built. A house test compares the two.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { secretRulesPage } from '../dist/test/house/support/secret-rules-page.js';
import { root } from '../dist/test/house/support/project-files.js';

writeFileSync(path.join(root, 'docs/secret-rules.md'), secretRulesPage());
