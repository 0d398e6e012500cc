// The page at a meeting: every form goes through the outbox, with a connection or without.
// A protected text is sealed before it is kept anywhere: whoever picks the phone up cannot read it.
"use strict";
const box = document.getElementById("outbox");
const words = JSON.parse(document.getElementById("words").textContent);
const line = document.getElementById("line");
const list = document.getElementById("waiting");
const delivered = document.getElementById("delivered");
const sendNow = document.getElementById("send-now");
const arrivedList = document.getElementById("arrived");
const clearPhone = document.getElementById("clear-phone");
const voiceForm = document.querySelector("form[data-what=voice]");
const theirs = document.getElementById("theirs");
const sealedKept = document.getElementById("sealed-kept");
// Of a protected text all of these could tell of the person.
const SEALED = ["text", "place", "about", "language"];
// Numbers of protected texts that arrived: shown while this page stands, and kept nowhere.
const fresh = [];
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

const isMine = (entry) => entry.user === box.dataset.user;
const isSealed = (entry) => (entry.fields || []).some(([name, value]) => name === "sealed" && value);

// What another account wrote is told by its kind alone: the phone may have changed hands.
function told(entry) {
  if (isSealed(entry)) return `${words.sealed}, ${new Date(entry.at).toLocaleTimeString().slice(0, 5)}`;
  const text = isMine(entry) && entry.fields.find(([name]) => name === "text");
  const said = text ? text[1].slice(0, 60) : "";
  return said ? `${words[entry.what]}: ${said}` : words[entry.what];
}

// Other pages of the site write into the same outbox.
const ours = async () => (await Outbox.all()).filter((entry) => entry.what !== "worry");
const waitsStill = (entry) => entry.state !== "arrived";

function button(text, action, className = "button link") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  made.addEventListener("click", action);
  return made;
}

async function show() {
  const entries = await ours();
  const waiting = entries.filter(waitsStill);
  const receipts = [...entries.filter((entry) => !waitsStill(entry) && isMine(entry)), ...fresh];
  list.replaceChildren(...waiting.map(row));
  arrivedList.replaceChildren(...receipts.map(receiptRow));
  sendNow.hidden = !waiting.length;
  clearPhone.hidden = waiting.length > 0;
  line.textContent = navigator.onLine ? words.online : words.offline;
}

// The person takes the number home: it stands here until somebody says that it was written down.
function receiptRow(entry) {
  const item = document.createElement("li");
  const drop = button(words.written, async () => {
    if (fresh.includes(entry)) fresh.splice(fresh.indexOf(entry), 1);
    else await Outbox.remove(entry.id);
    await show();
  });
  item.append(entry.told ? `${entry.told} · ${entry.said} ` : `${entry.said} `, drop);
  return item;
}

function row(entry) {
  const item = document.createElement("li");
  item.dataset.state = entry.state;
  const reason = entry.state === "refused" ? `${words.refused} ${entry.errors.join(" ")}` : words.waits;
  const foreign = !isMine(entry);
  item.textContent = `${told(entry)} (${foreign ? words.other.replace("%s", entry.user) : reason}) `;
  if (entry.state === "sign_in" && !foreign) {
    const link = document.createElement("a");
    link.href = box.dataset.login;
    link.textContent = words.sign_in;
    item.append(link);
  }
  if (entry.state === "refused" && !foreign && entry.address === location.pathname) {
    item.append(button(words.again, () => takeBack(entry)));
  }
  if (entry.state === "refused" && !foreign) {
    item.append(" ", button(words.drop, () => confirm(words.sure) && Outbox.remove(entry.id).then(show)));
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
  if (form === voiceForm) showSealed(isSealed(entry));
  if (entry.theirs) {
    theirs.querySelector("blockquote").textContent = entry.theirs;
    theirs.hidden = false;
    form.elements.namedItem("seen").value = entry.seen;
  }
  await Outbox.remove(entry.id);
  keepDraft(form);
  await show();
  form.querySelector("textarea:not(:disabled), input:not([type=hidden])").focus();
}

const isProtected = (form) => form === voiceForm && form.elements.namedItem("lane").value === "protected";

// The words of a sealed text that came back are not on this phone: only the place is written anew.
function showSealed(kept) {
  const [text, lane, place] = ["text", "lane", "place"].map((name) => voiceForm.elements.namedItem(name));
  if (!kept) voiceForm.elements.namedItem("sealed").value = "";
  sealedKept.hidden = !kept;
  text.disabled = kept;
  lane.disabled = kept;
  if (kept) [text.value, lane.value, place.value] = ["", "protected", ""];
}

async function sealedFields(form, fields) {
  const open = fields.filter(([name]) => !SEALED.includes(name) && name !== "sealed" && name !== "lane");
  const before = form.elements.namedItem("sealed").value;
  const said = Object.fromEntries(fields.filter(([name, value]) => SEALED.includes(name) && value));
  // Of one that came back the place alone is new.
  const told = before ? Object.fromEntries(Object.entries(said).filter(([name]) => name === "place")) : said;
  const sealed = await Sealer.seal(box.dataset.seal, told);
  return [...open, ["lane", "protected"], ["sealed", before ? `${before} ${sealed}` : sealed]];
}

async function queue(form) {
  const what = form.dataset.what;
  let fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const key = form.elements.namedItem("key").value;
  if (isProtected(form)) {
    forgetDraft(form);
    if (!Sealer.isReady) {
      if (navigator.onLine) form.submit();
      else line.textContent = words.no_seal;
      return;
    }
    fields = await sealedFields(form, fields);
  }
  const id = NEWEST_ONLY.includes(what) ? `${box.dataset.user} ${location.pathname} ${what}` : key;
  const entry = { id, what, fields, address: location.pathname, user: box.dataset.user, at: Date.now(), state: "waits" };
  await Outbox.put(entry);
  forgetDraft(form);
  if (what === "voice") {
    for (const name of ["text", "place"]) form.elements.namedItem(name).value = "";
    showSealed(false);
    form.elements.namedItem("lane").value = "public";
  }
  form.elements.namedItem("key").value = newKey();
  await show();
  await sendAll();
}

async function sendAll() {
  await alone(async () => {
    for (const entry of await ours()) {
      if (!isMine(entry) || !["waits", "sign_in"].includes(entry.state)) continue;
      const answer = await deliver(entry);
      if (answer.state === "stored") await arrived(entry, answer);
      else await Outbox.put({ ...entry, state: answer.state, errors: answer.errors, theirs: answer.theirs, seen: answer.seen });
      if (answer.state === "waits" || answer.state === "sign_in") break;
    }
  });
  await show();
}

async function arrived(entry, answer) {
  // What replaced it while it was on its way stays.
  const standing = (await Outbox.all()).find((each) => each.id === entry.id);
  if (standing && standing.at === entry.at) await Outbox.remove(entry.id);
  if (entry.what === "minutes" && theirs) theirs.hidden = true;
  if (entry.what === "voice") await keepReceipt(entry, answer);
  else delivered.textContent = answer.said;
  const form = document.querySelector("form[data-what=minutes]");
  if (answer.seen && form && entry.address === location.pathname) form.elements.namedItem("seen").value = answer.seen;
}

async function keepReceipt(entry, answer) {
  if (isSealed(entry)) {
    fresh.push({ said: answer.said });
    return;
  }
  const { id, what, user, address, at } = entry;
  await Outbox.put({ id, what, user, address, at, state: "arrived", said: answer.said, told: told(entry) });
}

// Half-written words survive a page that is closed; protected ones do not.
const NEVER_DRAFTED = ["csrfmiddlewaretoken", "key", "what", "sealed"];
const draftOf = (form) => `draft ${box.dataset.user} ${location.pathname} ${form.dataset.what}`;
function keepDraft(form) {
  if (isProtected(form)) {
    forgetDraft(form);
    return;
  }
  const fields = [...new FormData(form)].filter(([n]) => !NEVER_DRAFTED.includes(n));
  localStorage.setItem(draftOf(form), JSON.stringify(fields));
}
const forgetDraft = (form) => localStorage.removeItem(draftOf(form));
function bringBackDraft(form) {
  for (const [name, value] of JSON.parse(localStorage.getItem(draftOf(form)) || "[]")) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
}

// A lent phone goes back as it came: no page, no draft, no number stays on it.
async function takeAllOff() {
  if ((await ours()).some(waitsStill)) return show();
  for (const entry of await ours()) await Outbox.remove(entry.id);
  fresh.length = 0;
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft ")) localStorage.removeItem(name);
  if (globalThis.caches) for (const name of await caches.keys()) await caches.delete(name);
  for (const each of (await navigator.serviceWorker?.getRegistrations()) || []) await each.unregister();
  location.assign(box.dataset.logout);
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
clearPhone.addEventListener("click", () => confirm(words.take_off_sure) && takeAllOff());
addEventListener("online", sendAll);
addEventListener("offline", show);
setInterval(sendAll, 30_000);
show().then(sendAll).then(keepThisPage).catch(() => {});
