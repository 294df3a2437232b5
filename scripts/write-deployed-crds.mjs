#!/usr/bin/env node
// Writes the custom resources that the chart and the kustomize base install, from those of the program. A house test compares them.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CRD_FOLDER, deployedCrds } from '../dist/test/house/support/deployed-crds.js';
import { root } from '../dist/test/house/support/project-files.js';

for (const [file, text] of deployedCrds()) writeFileSync(path.join(root, CRD_FOLDER, file), text);
