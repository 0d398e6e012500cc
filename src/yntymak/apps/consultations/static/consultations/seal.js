// What is sealed here the server alone opens: this phone keeps no key to it (see sealing/browser.py).
"use strict";
const Sealer = (() => {
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const INFO = new TextEncoder().encode("yntymak: sealed in the browser");
  const STEP = 512; // the length of what is sealed tells no more than this
  const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const textOf = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

  async function seal(key, fields) {
    const words = JSON.stringify(fields);
    const padded = words.padEnd(Math.ceil(words.length / STEP) * STEP);
    const theirs = await crypto.subtle.importKey("raw", bytesOf(key), CURVE, false, []);
    const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
    const drawn = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const how = { name: "HKDF", hash: "SHA-256", salt: point, info: INFO };
    const lock = await crypto.subtle.deriveKey(how, drawn, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, lock, new TextEncoder().encode(padded));
    return textOf([...point, ...iv, ...new Uint8Array(locked)]);
  }

  return { isReady: Boolean(globalThis.crypto && crypto.subtle), seal };
})();
