package io.auterity.spi.knowledge;

/** The format of a page's text outside of its space. */
public enum PageFormat {
  MARKDOWN,
  HTML,
  TEXT,
  PDF
}
