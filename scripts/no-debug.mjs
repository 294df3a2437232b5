// Takes the place of debug in the bundle: packages for fetching trust roots and for finding a cluster write what they do with
// it when DEBUG is set. It brings colours of terminals along, and what sluice does not write itself is not held back either.
const silent = () => undefined;
const createSilence = () => silent;

// oxlint-disable-next-line import/no-default-export -- as debug does
export { createSilence as default };
