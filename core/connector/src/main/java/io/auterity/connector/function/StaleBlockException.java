package io.auterity.connector.function;

/**
 * Says that a text has a block that is kept of a page, and the page that is written has no such
 * block: it was changed, here or there, or is another's.
 */
public final class StaleBlockException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 60;

  StaleBlockException(String source) {
    super(
        "a block 'html kept' is not the page's own: read the page again and leave the block as it"
            + " is, or take it out; it begins "
            + source.strip().lines().findFirst().map(StaleBlockException::shown).orElse("empty"));
  }

  private static String shown(String line) {
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
