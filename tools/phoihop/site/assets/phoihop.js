// What every page needs.
"use strict";
(() => {
  // --- from a disk: a folder's address shows its list of files there, so links name the page in it ----------------
  if (location.protocol === "file:") {
    for (const link of document.querySelectorAll("a[href]")) {
      const address = new URL(link.href);
      if (address.protocol === "file:" && address.pathname.endsWith("/")) {
        address.pathname += "index.html";
        link.href = address.href;
      }
    }
  }
})();
