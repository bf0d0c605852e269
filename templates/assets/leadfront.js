/* What the pages do with script; without it, they lack only this. Starts with each page, and may start twice. */
document$.subscribe(function () {
  // The search dialog of narrow screens is behind a <label> in the theme; here it has a button.
  document.querySelectorAll("[data-lf-search]").forEach(function (button) {
    button.onclick = function () {
      var toggle = document.getElementById("__search");
      if (toggle && !toggle.checked) toggle.click();
      var query = document.querySelector("[data-md-component=search-query]");
      if (query) query.focus();
    };
  });
  // Years of quarters are wider than a telephone: begin at the newest.
  document.querySelectorAll(".lf-ledger").forEach(function (ledger) {
    ledger.scrollLeft = ledger.scrollWidth;
  });
});
