// What was written and has not arrived yet, in the browser's own database: it outlives a closed
// page and an empty battery. Each entry carries the key of its form, so the server writes it once.
"use strict";
const Outbox = (() => {
  const NAME = "yntymak-outbox";

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async function within(mode, work) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction("entries", mode);
        const asked = work(transaction.objectStore("entries"));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  return {
    put: (entry) => within("readwrite", (entries) => entries.put(entry)),
    remove: (id) => within("readwrite", (entries) => entries.delete(id)),
    all: async () =>
      (await within("readonly", (entries) => entries.getAll())).sort((a, b) => a.at - b.at),
  };
})();

// A tab that sends holds this lock: two tabs do not send the same entry side by side.
async function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request("yntymak-outbox", { ifAvailable: true }, (lock) => lock && work());
}

async function deliver(entry) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  const headers = { Accept: "application/json", "X-CSRFToken": (cookie || "=").split("=")[1] };
  let answer;
  try {
    answer = await fetch(entry.address, { method: "POST", body, headers, credentials: "same-origin" });
  } catch {
    return { state: "waits" };
  }
  const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  if (isOurs && (answer.ok || answer.status === 422)) return answer.json();
  return { state: answer.redirected || answer.status === 403 ? "sign_in" : "waits" };
}
