/// The bytes of a text whose characters hold seven bits each, the lowest first.
export function sevenBits(text) {
  const bytes = new Uint8Array(Math.floor((7 * text.length) / 8));
  for (let i = 0; i < bytes.length; ++i) {
    const at = Math.floor((8 * i) / 7);
    const pair = (text.charCodeAt(at) & 127) | ((text.charCodeAt(at + 1) & 127) << 7);
    bytes[i] = pair >> ((8 * i) % 7);
  }
  return bytes;
}
