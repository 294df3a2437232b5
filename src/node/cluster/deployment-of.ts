/** `sluice-7d4b9c6f5-x2x9k`: the Deployment, its ReplicaSet, and five characters that the API server makes. */
const OF_A_DEPLOYMENT = /^(.+)-[a-z0-9]{1,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** The Deployment that a pod is of, by its name; undefined when it is called as nothing of a Deployment is. */
export const deploymentOf = (podName: string): string | undefined => OF_A_DEPLOYMENT.exec(podName)?.[1];
