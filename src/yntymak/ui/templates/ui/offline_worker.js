// Keeps pages to write on, and what they are drawn with, for the time without a connection. A page
// is kept only once it has asked for it: others under the same address are for the eye alone.
"use strict";
const KEPT = "yntymak-field-1";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) =>
    Promise.all(names.filter((n) => n.startsWith("yntymak-field-") && n !== KEPT).map((n) => caches.delete(n))),
  );
  event.waitUntil(old.then(() => self.clients.claim()));
});

// The page names what it needs, once it stands.
self.addEventListener("message", (event) => {
  const kept = keep(event.data.addresses).then(() => event.ports[0].postMessage("kept"));
  event.waitUntil(kept.catch(() => event.ports[0].postMessage("failed")));
});

async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await Promise.all(
    addresses.map(async (address) => {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) await cache.put(address, answer);
    }),
  );
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fromNetworkElseKept(request));
});

async function fromNetworkElseKept(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (request.mode === "navigate") {
      // Sent to the sign-in page: whoever holds the phone now may not be who wrote on it.
      if (answer.redirected || answer.status === 404) await cache.delete(request, { ignoreVary: true });
      else if (answer.ok && (await cache.match(request, { ignoreVary: true }))) await cache.put(request, answer.clone());
    }
    return answer;
  } catch (noConnection) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw noConnection;
  }
}
