"""The look of every page, beyond what Streamlit's theme can say."""

from __future__ import annotations

from hotspots.presentation import charts_on_dark

# What the theme cannot say: small print dark enough to read (Streamlit's own grey is
# 4.3:1, under the 4.5:1 that WCAG asks), a line above the foot, a link that says in
# full what is loaded, in Streamlit's own box about a lost connection (the only box
# there is) that it comes back, the large sentence of a page, a banner that nobody
# overlooks, columns that give way before what they hold is cut, a focus that is seen
# and not taken for the current page, and files that wait for the page.
STYLE = """<style>
@media (min-width: 768px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 1.75rem; }
}
[data-testid="stCaptionContainer"] { color: inherit; opacity: .82; }
.st-key-page-foot { margin-top: 1.5rem; padding-top: .75rem;
  border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.st-key-data-line p { white-space: normal; }
[data-testid="stDialog"] [role="dialog"]::after { display: block;
  padding: 0 1.5rem 1.5rem; content: "Hotspots connects again by itself as soon as the "
  "server answers. Your settings are in the address of this page and stay."; }
.st-key-data-line a { height: auto; padding-block: .25rem; background: none; }
.st-key-lead p { font-size: 1.5rem; line-height: 1.3; font-weight: 600; }
.st-key-page-banner { padding: .5rem .9rem; border-left: 8px solid #8a6d00;
  border-radius: 4px; background: #ffd966; }
.st-key-page-banner p { color: #1b222b; font-size: 1.1rem; }
.st-key-doors a { width: 100%; color: inherit; padding: .5rem .75rem;
  border: 1px solid color-mix(in srgb, currentColor 45%, transparent); }
.st-key-doors a p { white-space: normal; font-weight: 600; }
.st-key-page-words pre, .st-key-page-words code { font-family: inherit;
  font-size: 1rem; line-height: 1.5; }
.st-key-page-words [data-testid="stCode"] { margin-top: .6rem; }
.st-key-page-words [data-testid="stExpander"] [data-testid="stCode"] {
  margin-top: 2.8rem; }
.st-key-page-words [data-testid="stCode"] > div { visibility: visible; opacity: 1;
  top: -2.9rem; right: -.5rem; }
.st-key-page-words button[kind="elementToolbar"] { width: auto;
  color: inherit !important; padding-inline: .4rem; }
.st-key-page-words button[kind="elementToolbar"]::after { content: "Copy";
  padding-left: .3rem; font-size: .9rem; }
[data-testid="stTable"] :is(th, td) { white-space: normal; }
[data-testid="stCheckbox"] label * { white-space: normal; text-overflow: clip; }
[data-testid="stTabs"] [role="tablist"] { flex-wrap: wrap; }
:is(a, button, summary, textarea, [role], [tabindex="0"]):not(input):focus-visible,
:has(> input:focus-visible) { outline: 3px solid currentColor; outline-offset: 2px; }
input:focus-visible { outline: none; }
[data-testid="stMain"] :is(button, [role="button"]) p { white-space: normal; }
[data-testid="stFileUploaderDropzone"] span { white-space: normal; overflow: visible; }
.st-key-tiles [data-testid="stMetricValue"] { font-size: 1.6rem; }
.st-key-tiles [data-testid="stMetricValue"] * { white-space: normal;
  overflow: visible; text-overflow: clip; }
[data-testid="stMain"] [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
[data-testid="stMain"] [data-testid="stColumn"] { min-width: min(100%, 9rem); }
[data-testid="stMain"] .st-key-tiles [data-testid="stColumn"] {
  min-width: min(100%, 12rem); }
[data-testid="stButtonGroup"] button { position: relative; }
[data-testid="stButtonGroup"] button:not(:last-child) { margin-right: -1px; }
[data-testid="stButtonGroup"] button:is([aria-checked="true"], [aria-pressed="true"]) {
  z-index: 1; border-right: 1px solid currentColor; }
[data-testid="stButtonGroup"] button:is([aria-checked="false"],
  [aria-pressed="false"]) { border-inline: 1px solid
  color-mix(in srgb, currentColor 25%, transparent) !important; }
@media (min-width: 768px) and (max-width: 1000px) {
  [data-testid="stSidebar"][style*="width: 300px"] { width: 13.5rem !important; }
  [data-testid="stSidebar"] [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  [data-testid="stSidebar"] [data-testid="stColumn"] { min-width: 100%; }
}
@media (max-width: 1050px) {
  .st-key-one-zone [data-testid="stColumn"]:not([data-testid="stColumn"] *) {
    min-width: 100%; }
}
@media (max-width: 1100px) {
  [data-testid="stMain"] [data-testid="stColumn"] { min-width: min(100%, 14rem); }
  [class*="st-key-zone-map"] iframe { max-height: 430px; }
}
@media (max-width: 500px) {
  [class*="st-key-zone-map"] iframe { max-height: 345px; }
}
[data-testid="stMain"] .st-key-strands [data-testid="stColumn"] {
  min-width: min(100%, 24rem); }
[data-testid="stApp"]:not([data-test-script-state="notRunning"])
  [data-testid="stDownloadButton"] button { opacity: .45; cursor: progress; }
/* Where fingers touch, a table's buttons would lie over the words above it. */
@media (hover: none), (max-width: 500px) {
  [data-testid="stElementToolbar"] { display: none !important; }
}
/* A picture's button lies on the picture, not on the field above it. */
[data-testid="stFullScreenFrame"]:has([data-testid="stImage"])
  [data-testid="stElementToolbar"] { top: 4px !important; right: 4px !important; }
@media print {
  :is([data-testid="stSidebar"], [data-testid="stHeader"],
    [data-testid="stExpandSidebarButton"], [data-testid="stToolbar"],
    [data-testid="stElementToolbar"], [data-testid="stDownloadButton"]) {
    display: none !important; }
  :is(.stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"],
    [data-testid="stMainBlockContainer"]) { position: static !important;
    display: block !important; height: auto !important; overflow: visible !important;
    padding-block: 0 !important; }
  [data-testid="stApp"] { color-scheme: light !important; }
  .hotspots-from-dark :is([data-testid="stApp"], [data-testid="stApp"] *) {
    color: #1b222b !important; background-color: transparent !important; }
  .hotspots-from-dark, .hotspots-from-dark body { background: #fff !important; }
  .hotspots-from-dark canvas { filter: invert(1) hue-rotate(180deg); }
}
</style>"""
# Charts on a dark page.
STYLE += f"<style>{charts_on_dark.style()}</style>"
