package io.auterity.inspect;

import java.util.List;

/**
 * A text that comes in pieces, of which each part is let go once nothing that follows can change
 * what is found in it: held back is no more than what may still become a finding. However a text is
 * cut, the same is let go.
 */
public final class TextScanner {

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

  private final boolean tags;

  /** What is known of the text: what was let go and may still be looked back at, then the rest. */
  private VisibleText known;

  private int released;

  /** Of what is seen of a text. */
  public TextScanner(Inspection inspection, Replacement replacement) {
    this(inspection, replacement, false);
  }

  private TextScanner(Inspection inspection, Replacement replacement, boolean tags) {
    this.inspection = inspection;
    this.replacement = replacement;
    this.tags = tags;
    this.known = new VisibleText(tags);
  }

  /** Of what tags in a text say; one without any passes as it is. */
  public static TextScanner ofTags(Inspection inspection, Replacement replacement) {
    return new TextScanner(inspection, replacement, true);
  }

  /** Takes the next piece; gives back what may go now. */
  public String take(CharSequence piece) {
    known.append(piece, false);
    return release(false);
  }

  /** Gives back the rest, as no more follows; what comes next is another text. */
  public String finish() {
    known.append("", true);
    String rest = release(true);
    known = new VisibleText(tags);
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
    TextView view = known.view(whole);
    Inspection.Seen seen =
        tags && known.isAsWritten()
            ? new Inspection.Seen(List.of(), view.length())
            : inspection.look(view, released);
    int upTo = known.place(seen.settled());
    if (upTo == released) {
      return "";
    }
    StringBuilder out = new StringBuilder(upTo - released);
    CharSequence written = known.written();
    int copied = released;
    for (Span span : before(seen)) {
      Span found = Inspection.written(span, known);
      out.append(written, copied, found.start());
      out.append(
          replacement.of(found.kind(), written.subSequence(found.start(), found.end()).toString()));
      copied = found.end();
    }
    out.append(written, copied, upTo);
    released = known.forget(seen.settled(), Finder.LOOKS_BACK);
    return out.toString();
  }

  private static List<Span> before(Inspection.Seen seen) {
    return seen.spans().stream().filter(span -> span.end() <= seen.settled()).toList();
  }
}
