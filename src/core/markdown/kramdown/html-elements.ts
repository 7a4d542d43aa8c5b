/** What kramdown makes of HTML elements, by its documentation (Syntax, "HTML Blocks") and by trying each. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Stay inside a paragraph. Every other element, known or not, begins a block when it begins a line. */
export const spanElements = words(`a abbr acronym b bdo big button br cite code del dfn em i img input ins kbd label mark
  option q rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var`);

/** Are only text inside of a paragraph. */
export const blockElements = words(`address article aside applet body blockquote caption col colgroup dd div dl dt
  fieldset figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol
  optgroup p pre section summary table tbody td th thead tfoot tr ul`);

export const emptyElements = words(`area base br col command embed hr img input keygen link meta param source track
  wbr`);

/** With `markdown="1"` their content is Markdown's blocks. */
const withBlocks = words(`address applet article aside blockquote body dd details div dl fieldset figure figcaption
  footer form header hgroup iframe li main map menu nav noscript object section summary td`);

/** With `markdown="1"` their content is the inside of a paragraph. */
const withSpans = words(`a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend
  optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt`);

const withText = words('script style math option textarea pre code kbd samp var');

export type Content = 'block' | 'span' | 'raw';

/** What an element's content is read as where Markdown is wanted in it. */
export function contentOf(name: string): Content {
  if (withBlocks.has(name)) return 'block';
  return withSpans.has(name) ? 'span' : 'raw';
}

/** Names that count in any letter case. */
export const isKnownElement = (name: string): boolean =>
  spanElements.has(name) || blockElements.has(name) || emptyElements.has(name)
  || withBlocks.has(name) || withSpans.has(name) || withText.has(name);
