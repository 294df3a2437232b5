/** Where a run learns about images: from their registries, from `images.lock.json`, or not at all. */
export const IMAGE_SOURCES = ['registry', 'lock', 'off'] as const;

export type ImageSource = (typeof IMAGE_SOURCES)[number];
