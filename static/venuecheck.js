// Starts GOV.UK Frontend on the page, and again on whatever htmx swaps in:
// without that a swapped-in error summary never takes the focus.
import { initAll } from "./govuk-frontend.min.js";

// A parent is searched when the swapped-in element is itself a component, so
// its neighbours may be met a second time; that alone is not worth a message.
function onError(error) {
  if (error.name !== "InitError") console.error(error);
}

initAll({ onError });

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt === document.body) return;
  const scope = elt.matches("[data-module]") ? elt.parentElement : elt;
  initAll({ scope, onError });
});
