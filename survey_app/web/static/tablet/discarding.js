/* What lies on this tablet by mistake, or for an office that no longer wants it: a visit's draft, thrown away after
   it was asked again. Of one the office still has nothing may have been handed over. */
"use strict";

const Discarding = (() => {
  const { say } = Words;

  // The visits of which something waits in the outbox or has left.
  async function handedOver() {
    const drafts = (await TabletStore.all("drafts")).filter((draft) => Object.keys(draft.sections).length);
    const records = (await TabletStore.all("outbox")).map((entry) => JSON.parse(entry.body));
    return new Set([...drafts, ...records, ...(await TabletStore.all("sent"))].map((one) => one.visit));
  }

  // A button that asks first.
  const offer = (visit, name) => Dialogs.sure(say("discard"), say("discard_sure", { name }), say("discard_now"), () => discard(visit));

  // A form that is open in another window holds its draft and would write it again.
  async function discard({ id, kept, isGone }) {
    const said = await navigator.locks.request(`draft ${id}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return "discard_elsewhere";
      if (!isGone && (await handedOver()).has(id)) return "discard_handed_over";
      await remove(kept.key);
      return "discarded";
    });
    Status.show();
    await Shell.go("");
    Shell.tell(say(said));
  }

  // The draft, and its pictures that nothing else shows.
  async function remove(key) {
    await TabletStore.write(["drafts", "photos"], async (change) => {
      const drafts = change.objectStore("drafts");
      const gone = await drafts.get(key);
      if (!gone) return;
      await drafts.delete(key);
      const shown = new Set((await drafts.getAll()).flatMap((draft) => Object.values(draft.files).map((file) => file.digest)));
      for (const { digest } of Object.values(gone.files)) {
        const photo = await change.objectStore("photos").get(digest);
        if (photo?.state === "kept" && !shown.has(digest)) await change.objectStore("photos").delete(digest);
      }
    });
  }

  return { offer, handedOver };
})();
