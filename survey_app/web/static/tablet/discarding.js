/* A visit begun on this tablet by mistake: thrown away after it was asked again, as long as nothing of it was ever
   handed over. */
"use strict";

const Discarding = (() => {
  const { say, make, button } = Words;

  // The visits of which something waits in the outbox or has left.
  async function handedOver() {
    const drafts = (await TabletStore.all("drafts")).filter((draft) => Object.keys(draft.sections).length);
    const records = (await TabletStore.all("outbox")).map((entry) => JSON.parse(entry.body));
    return new Set([...drafts, ...records, ...(await TabletStore.all("sent"))].map((one) => one.visit));
  }

  // A button that asks first.
  function offer(visit, name) {
    const place = make("div", { className: "actions" });
    const first = button(say("discard"), ask, "button secondary");
    function ask() {
      const stay = button(say("keep_record"), keep, "button secondary");
      place.classList.add("deciding");
      place.replaceChildren(make("p", {}, say("discard_sure", { name })), button(say("discard_now"), () => discard(visit), "button danger"), stay);
      stay.focus();
    }
    function keep() {
      place.classList.remove("deciding");
      place.replaceChildren(first);
      first.focus();
    }
    place.append(first);
    return place;
  }

  // A form that is open in another window holds its draft and would write it again.
  async function discard({ id, kept }) {
    const said = await navigator.locks.request(`draft ${id}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return "discard_elsewhere";
      if ((await handedOver()).has(id)) return "discard_handed_over";
      await remove(kept.key);
      return "discarded";
    });
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
