// Keeps files whose names change with their content, so a second visit starts at once. Never the page or the API.

const KEPT = "parlor-{{version}}";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith("parlor-") && name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const hashed = url.origin === location.origin && /^\/[wa]\/[0-9a-f]{16,32}\//.test(url.pathname);
  if (event.request.method !== "GET" || !hashed) return;
  const answer = async () => {
    const kept = await caches.open(KEPT);
    const known = await kept.match(event.request);
    if (known) return known;
    const fresh = await fetch(event.request);
    if (fresh.ok) event.waitUntil(kept.put(event.request, fresh.clone()));
    return fresh;
  };
  event.respondWith(answer());
});
