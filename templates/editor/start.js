/* Hands our format, our preview and our rules for pictures to the editor. */
(function (Leadfront) {
  "use strict";

  var definition = Leadfront.definition;
  CMS.registerCustomFormat(definition.format, "md", Leadfront.format(definition));
  definition.styles.forEach(function (address) {
    CMS.registerPreviewStyle(new URL(address, document.baseURI).href);
  });
  CMS.registerWidget("texts", Leadfront.texts());
  CMS.registerPreviewTemplate(definition.collection, Leadfront.preview(definition));

  /** A name that no other picture has, so that nobody's picture takes the place of another's. */
  function nameFor(file) {
    var parts = /^(.*?)(?:\.([^.]+))?$/.exec(file.name.toLowerCase());
    var stem = parts[1].normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
    var moment = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    return moment + "-" + (stem || "picture") + "." + (parts[2] || "");
  }

  function refusal(file) {
    var endings = definition.upload.endings;
    var ending = file.name.toLowerCase().split(".").pop();
    if (endings.indexOf(ending) < 0) {
      return definition.words.no_picture.replace("{file}", function () { return file.name; });
    }
    if (file.size > definition.upload.bytes) {
      return definition.words.too_large.replace("{file}", function () { return file.name; });
    }
    return "";
  }

  // Before the editor hears of it: this listener is outermost and comes first.
  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.files.length) return;
    var files = Array.prototype.slice.call(input.files);
    var refused = files.map(refusal).filter(Boolean);
    if (refused.length) {
      event.stopImmediatePropagation();
      input.value = "";
      window.alert(refused.join("\n"));
      return;
    }
    var renamed = new DataTransfer();
    files.forEach(function (file) {
      renamed.items.add(new File([file], nameFor(file), { type: file.type, lastModified: file.lastModified }));
    });
    input.files = renamed.files;
  }, true);
})(globalThis.Leadfront);
