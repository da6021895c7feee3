/* Photos the office does not take: which they are, why, and the way to where each is taken anew. One that was
   replaced, or whose draft is gone, is no longer said. */
"use strict";

const RefusedPhotos = (() => {
  const { say, make, button } = Words;
  const BESIDE = { _signed_paper: "signed_paper", _signature: "signature" };

  // What names each photo: of drafts first, they can be corrected.
  async function named() {
    const found = new Map();
    for (const { visit, files } of (await TabletStore.all("outbox")).map((entry) => JSON.parse(entry.body)))
      for (const [address, file] of Object.entries(files)) found.set(file.digest, { visit, address, file });
    for (const draft of await TabletStore.all("drafts"))
      for (const [address, file] of Object.entries(draft.files)) found.set(file.digest, { visit: draft.visit, address, file, draft });
    return found;
  }

  const labelOf = ({ address, file }) => file.question || say(BESIDE[address.replace(/\[.*$/, "")] ?? "file_unnamed");

  // A line for each.
  async function lines(names) {
    const refused = await TabletStore.some("photos", "state", "refused");
    if (!refused.length) return [];
    const by = await named();
    return refused.map(({ digest, reason }) => line(by.get(digest), digest, reason, names));
  }

  function line(one, digest, reason, names) {
    if (!one) return make("div", { className: "notice" }, make("p", {}, say("photo_refused", { code: digest.slice(0, 8), reason })), Dialogs.sure(say("photo_forget"), say("photo_forget_sure"), say("photo_forget"), () => forget(digest)));
    const about = [labelOf(one), one.file.caption, Outbox.called(names, one.visit)].filter(Boolean).join(" · ");
    const isOwn = one.draft && one.draft.username === Lock.person()?.username;
    const correct = isOwn && button(say("photo_correct"), () => Visits.open({ id: one.visit, kept: one.draft }, one.address));
    return make("div", { className: "notice" }, make("p", {}, make("strong", {}, about)), make("p", {}, say("photo_refused_why", { reason })), correct || "");
  }

  async function forget(digest) {
    await TabletStore.remove("photos", digest);
    Sender.tell();
    await Shell.go("outbox");
  }

  return { lines };
})();
