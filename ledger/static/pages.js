/* Pages of a document: the one that is read is marked among the thumbnails, and kept in sight. */

const strip = document.querySelector(".thumbs");
const links = new Map([...(strip?.children ?? [])].map((link) => [link.hash.slice(1), link]));

/* The strip is moved, and nothing else: the page stays where it is read. */
function show(link) {
  const seen = strip.getBoundingClientRect();
  const box = link.getBoundingClientRect();
  strip.scrollBy({
    top: box.top - seen.top - (seen.height - box.height) / 2,
    left: box.left - seen.left - (seen.width - box.width) / 2,
    behavior: "instant",
  });
}

function turnTo(link) {
  for (const other of links.values()) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  show(link);
}

/* The page a quarter down the window is the one that is read: there a place opens. */
const middle = new IntersectionObserver((seen) => {
  const page = seen.find((each) => each.isIntersecting)?.target;
  if (page) turnTo(links.get(page.id));
}, { rootMargin: "-25% 0px -75%" });
for (const id of links.keys()) middle.observe(document.getElementById(id));
