/* Before the first paint: that scripts run, and which theme the viewer chose. */
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* Storage is switched off; the system's theme is shown. */ }
