package io.auterity.spi.knowledge;

/** How the text of a page is written outside of its space. */
public enum PageFormat {
  MARKDOWN,
  HTML,
  TEXT,
  PDF
}
