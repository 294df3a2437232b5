import type { PolicyModule } from '../../core/model/policy.ts';
import type { RegoModule } from '../engine/engine-protocol.ts';

/** A policy's source as the engine takes it. */
export const toRegoModule = ({ path, text, regoVersion, template }: Omit<PolicyModule, 'origin'>): RegoModule => ({
  path,
  text,
  regoVersion,
  ...(template === undefined ? {} : { template: template.name, libs: template.libraries, lib: template.isLibrary }),
});
