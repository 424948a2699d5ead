const LOCAL_PART = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/;
const HOST_NAME = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;
const IP_ADDRESS = /^[\d.:a-f]{2,45}$/i;

/**
 * One bare address, without name, quotes, comments or line breaks: nothing that a header or an SMTP command could take for more than an address.
 *
 * Dots anywhere in the local part are taken, against RFC 5321: Japanese mobile carriers have given out such addresses. Names of domains are ASCII.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && LOCAL_PART.test(text.slice(0, at)) && HOST_NAME.test(text.slice(at + 1));
}

/** The name or IP address of a server. */
export function isServerName(text: string): boolean {
  return HOST_NAME.test(text) || IP_ADDRESS.test(text);
}

/** Text for a header or a line: what breaks lines, commands a terminal or reorders text becomes a space. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]+/gu, ' ').trim();
}
