package io.auterity.inspect;

import java.util.List;

/**
 * A text that comes in pieces, of which each part is let go once nothing that follows can change
 * what is found in it: held back is no more than what may still become a finding. However a text is
 * cut, the same is let go.
 */
public final class Sweep {

  /** What stands in the place of a finding. */
  public interface Replacement {
    /**
     * The text that is let go instead.
     *
     * @param kind what was found
     * @param found its own words
     */
    String of(String kind, String found);
  }

  private final Inspection inspection;
  private final Replacement replacement;

  /** What is known of the text: what was let go and may still be looked back at, then the rest. */
  private final StringBuilder known = new StringBuilder();

  private int released;

  public Sweep(Inspection inspection, Replacement replacement) {
    this.inspection = inspection;
    this.replacement = replacement;
  }

  /** Takes the next piece; gives back what may go now. */
  public String take(CharSequence piece) {
    known.append(piece);
    return release(false);
  }

  /** Gives back the rest, as no more follows; what comes next is another text. */
  public String finish() {
    String rest = release(true);
    known.setLength(0);
    released = 0;
    return rest;
  }

  /** How many units are held back. */
  public int held() {
    return known.length() - released;
  }

  private String release(boolean whole) {
    if (held() == 0) {
      return "";
    }
    Inspection.Seen seen = inspection.look(new TextView(known, whole), released);
    StringBuilder out = new StringBuilder(seen.settled() - released);
    int copied = released;
    for (Span span : before(seen)) {
      out.append(known, copied, span.start());
      out.append(replacement.of(span.kind(), known.substring(span.start(), span.end())));
      copied = span.end();
    }
    out.append(known, copied, seen.settled());
    forget(seen.settled());
    return out.toString();
  }

  private static List<Span> before(Inspection.Seen seen) {
    return seen.spans().stream().filter(span -> span.end() <= seen.settled()).toList();
  }

  private void forget(int upTo) {
    int forgotten = Math.max(0, upTo - Finder.LOOKS_BACK);
    known.delete(0, forgotten);
    released = upTo - forgotten;
  }
}
