/* What the pages do with script; without it, they lack only this. Starts with each page, and may start twice. */
document$.subscribe(function () {
  // The theme keeps its colour schemes in radio buttons, and shows the button that stands after the chosen one.
  document.querySelectorAll("[data-lf-scheme]").forEach(function (button) {
    button.onclick = function () {
      document.getElementById(button.dataset.lfScheme).click();
      // The pressed button is gone now; the one that takes its place takes the focus.
      setTimeout(function () {
        var next = button.form.querySelector("[data-lf-scheme]:not([hidden])");
        if (next) next.focus();
      });
    };
    // The theme would answer Enter a second time.
    button.onkeydown = function (event) {
      event.stopPropagation();
    };
  });
  // Years of quarters are wider than a telephone: begin at the newest.
  document.querySelectorAll(".lf-ledger").forEach(function (ledger) {
    ledger.scrollLeft = ledger.scrollWidth;
  });
});
