/** CRC-32 as in zip and Ethernet (polynomial 0xEDB88320, reflected) of a text of one byte a character. */
export function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let i = 0; i < text.length; i++) sum = (TABLE[(sum ^ text.charCodeAt(i)) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
