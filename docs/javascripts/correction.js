/* A correction is of the claim, question or judgment that the address names, where it names one. */

"use strict";

for (const link of document.querySelectorAll("a[data-where]")) {
  link.addEventListener("click", () => {
    const form = new URL(link.href);
    form.searchParams.set("where", link.dataset.where + location.hash);
    link.href = form.href;
  });
}
