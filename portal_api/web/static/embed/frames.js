/* Around a frame: each of our frames in this page gets the height of its text, and no more width than it has room. */
(() => {
  const home = new URL(document.currentScript.src).origin;

  addEventListener("message", ({ data, origin, source }) => {
    const height = Number(data?.healthArticleHeight);
    if (origin !== home || !(height > 0 && height < 1e5)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source) continue;
      frame.height = height;
      frame.style.maxWidth = "100%";
    }
  });
})();
