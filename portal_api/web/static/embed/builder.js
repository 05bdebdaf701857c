/* Makes the form of the builder answer at once, and its code easy to copy. Without this script it works too. */
const form = document.getElementById("Builder");

function address() {
  return `${form.action}?${new URLSearchParams(new FormData(form))}`;
}

/** The same page for what is chosen now, read as a document: nothing in it runs. */
function page(url) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? done(request.response) : failed(request.status));
    request.onerror = failed;
    request.send();
  });
}

async function renew() {
  const url = address();
  try {
    const fresh = await page(url);
    if (url !== address()) return;
    for (const id of ["Section", "Locale", "Made"]) {
      const old = document.getElementById(id);
      if (old !== document.activeElement) old.replaceWith(document.adoptNode(fresh.getElementById(id)));
    }
    history.replaceState(null, "", url);
    offerCopy();
  } catch {
    location.assign(url);
  }
}

function offerCopy() {
  const button = document.getElementById("Copy");
  const code = document.getElementById("Code");
  const copied = document.getElementById("Copied");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    code.select();
    await navigator.clipboard.writeText(code.value);
    copied.textContent = copied.dataset.words;
  });
}

if (form) {
  form.addEventListener("change", renew);
  offerCopy();
}
