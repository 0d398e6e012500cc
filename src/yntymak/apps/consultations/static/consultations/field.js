// The page at a meeting: every form goes through the outbox, with a connection or without.
"use strict";
const box = document.getElementById("outbox");
const words = JSON.parse(document.getElementById("words").textContent);
const line = document.getElementById("line");
const list = document.getElementById("waiting");
const delivered = document.getElementById("delivered");
const sendNow = document.getElementById("send-now");
// Of these the newest one counts: an older one that still waits is replaced.
const NEWEST_ONLY = ["minutes", "counts"];

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function told(entry) {
  const text = entry.fields.find(([name]) => name === "text");
  const said = text ? text[1].slice(0, 60) : "";
  return said ? `${words[entry.what]}: ${said}` : words[entry.what];
}

// Other pages of the site write into the same outbox.
const ours = async () => (await Outbox.all()).filter((entry) => entry.what !== "worry");

async function show() {
  const entries = await ours();
  list.replaceChildren(...entries.map(row));
  sendNow.hidden = !entries.length;
  line.textContent = navigator.onLine ? words.online : words.offline;
}

function row(entry) {
  const item = document.createElement("li");
  item.dataset.state = entry.state;
  const reason = entry.state === "refused" ? `${words.refused} ${entry.errors.join(" ")}` : words.waits;
  const foreign = entry.user !== box.dataset.user;
  item.textContent = `${told(entry)} (${foreign ? words.other.replace("%s", entry.user) : reason}) `;
  if (entry.state === "sign_in" && !foreign) {
    const link = document.createElement("a");
    link.href = box.dataset.login;
    link.textContent = words.sign_in;
    item.append(link);
  }
  if (entry.state === "refused" && !foreign && entry.address === location.pathname) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button link";
    button.textContent = words.again;
    button.addEventListener("click", () => takeBack(entry));
    item.append(button);
  }
  return item;
}

async function takeBack(entry) {
  const form = document.querySelector(`form[data-what=${entry.what}]`);
  if (!form) return;
  for (const [name, value] of entry.fields) {
    const field = form.elements.namedItem(name);
    if (field && name !== "csrfmiddlewaretoken" && name !== "seen") field.value = value;
  }
  await Outbox.remove(entry.id);
  keepDraft(form);
  await show();
  form.querySelector("textarea, input:not([type=hidden])").focus();
}

async function queue(form) {
  const what = form.dataset.what;
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const key = form.elements.namedItem("key").value;
  const id = NEWEST_ONLY.includes(what) ? `${box.dataset.user} ${location.pathname} ${what}` : key;
  const entry = { id, what, fields, address: location.pathname, user: box.dataset.user, at: Date.now(), state: "waits" };
  await Outbox.put(entry);
  forgetDraft(form);
  if (what === "voice") for (const name of ["text", "place"]) form.elements.namedItem(name).value = "";
  form.elements.namedItem("key").value = newKey();
  await show();
  await sendAll();
}

async function sendAll() {
  await alone(async () => {
    for (const entry of await ours()) {
      if (entry.user !== box.dataset.user || entry.state === "refused") continue;
      const answer = await deliver(entry);
      if (answer.state === "stored") await arrived(entry, answer);
      else await Outbox.put({ ...entry, state: answer.state, errors: answer.errors });
      if (answer.state === "waits" || answer.state === "sign_in") break;
    }
  });
  await show();
}

async function arrived(entry, answer) {
  // What replaced it while it was on its way stays.
  const standing = (await Outbox.all()).find((each) => each.id === entry.id);
  if (standing && standing.at === entry.at) await Outbox.remove(entry.id);
  delivered.textContent = answer.said;
  const form = document.querySelector("form[data-what=minutes]");
  if (answer.seen && form && entry.address === location.pathname) form.elements.namedItem("seen").value = answer.seen;
}

// Half-written words survive a page that is closed.
const draftOf = (form) => `draft ${box.dataset.user} ${location.pathname} ${form.dataset.what}`;
function keepDraft(form) {
  const fields = [...new FormData(form)].filter(([n]) => !["csrfmiddlewaretoken", "key", "seen", "what"].includes(n));
  localStorage.setItem(draftOf(form), JSON.stringify(fields));
}
const forgetDraft = (form) => localStorage.removeItem(draftOf(form));
function bringBackDraft(form) {
  for (const [name, value] of JSON.parse(localStorage.getItem(draftOf(form)) || "[]")) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
}

async function keepThisPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(box.dataset.worker);
  const { active } = await navigator.serviceWorker.ready;
  const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
  const addresses = [location.pathname, ...[...parts].map((part) => part.href || part.src)];
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => {
    if (data === "kept") document.documentElement.dataset.field = "kept";
    if (data === "kept" && navigator.onLine) line.textContent = words.ready;
  };
  active.postMessage({ addresses }, [channel.port2]);
}

box.hidden = false;
for (const form of document.querySelectorAll("form[data-what]")) {
  bringBackDraft(form);
  form.addEventListener("input", () => keepDraft(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    queue(form);
  });
}
sendNow.addEventListener("click", sendAll);
addEventListener("online", sendAll);
addEventListener("offline", show);
setInterval(sendAll, 30_000);
show().then(sendAll).then(keepThisPage).catch(() => {});
