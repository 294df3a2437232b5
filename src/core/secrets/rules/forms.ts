/** The forms that keys without a prefix have, for rules that know them by the name before them. */
export const UUID: RegExp = /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/;
export const HEX_32: RegExp = /[0-9a-fA-F]{32}/;
export const HEX_40: RegExp = /[0-9a-fA-F]{40}/;
export const HEX_64: RegExp = /[0-9a-fA-F]{64}/;
