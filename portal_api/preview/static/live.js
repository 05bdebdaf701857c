// Loads the page again as soon as the draft is another one; asks only while somebody looks.
"use strict";
(() => {
  const { draft, state } = document.currentScript.dataset;
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const seen = () => new Promise((done) => {
    if (!document.hidden) done();
    else document.addEventListener("visibilitychange", () => seen().then(done), { once: true });
  });

  async function ask() {
    const answer = await fetch(`${state}?after=${encodeURIComponent(draft)}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).draft;
  }

  async function watch() {
    for (;;) {
      await seen();
      const began = Date.now();
      try {
        if (await ask() !== draft) return location.reload();
        // A server that has too many to wait for answers at once.
        if (Date.now() - began < 500) await pause(500);
      } catch {
        await pause(1000);
      }
    }
  }
  watch();
})();
