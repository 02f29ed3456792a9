package io.auterity.inspect;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A text that comes in pieces, of which each excerpt is let go once it has been judged: held back
 * is no more than the excerpt that is coming. However a text is cut, its excerpts are those of
 * {@link Excerpts#of}, and what stands between them goes as it is.
 */
public final class ExcerptSweep {

  /** Says what goes on in the place of an excerpt. */
  public interface Judgement {
    /**
     * The text that is let go instead; the excerpt itself where it is as it should be.
     *
     * @param start its first UTF-16 unit, counted from the beginning of the text
     */
    String of(String excerpt, int start);
  }

  private final Judgement judgement;

  /** What has not been let go. */
  private final StringBuilder held = new StringBuilder();

  /** Units that have been let go. */
  private int gone;

  /** Up to where it was read; no word goes on there. */
  private int read;

  /** Where the last word of the excerpt that is coming ends. */
  private int end;

  private int words;

  public ExcerptSweep(Judgement judgement) {
    this.judgement = judgement;
  }

  /** Takes the next piece; gives back what may go now. */
  public String take(CharSequence piece) {
    held.append(piece);
    return release(false);
  }

  /** Gives back the rest, as no more follows; what comes next is another text. */
  public String finish() {
    String rest = release(true);
    gone = 0;
    read = 0;
    return rest;
  }

  /** How many units are held back. */
  public int held() {
    return held.length();
  }

  private String release(boolean whole) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Word word = next(whole); word != null; word = next(whole)) {
      from = words == 0 ? pass(from, word.start(), out) : from;
      read = word.end();
      end = word.end();
      words++;
      from = Excerpts.isEnough(words, held, end) ? judge(from, out) : from;
    }
    from = words == 0 ? pass(from, read, out) : from;
    if (whole) {
      from = words > 0 ? judge(from, out) : from;
      from = pass(from, held.length(), out);
    }
    forget(from);
    return out.toString();
  }

  private record Word(int start, int end) {}

  // Null where none is there that is known to its end, and what follows it as well.
  private @Nullable Word next(boolean whole) {
    Matcher next = Excerpts.WORD.matcher(held);
    if (!next.find(read)) {
      read = held.length();
      return null;
    }
    read = next.start();
    return whole || next.end() < held.length() ? new Word(next.start(), next.end()) : null;
  }

  private int pass(int from, int to, StringBuilder out) {
    out.append(held, from, to);
    return to;
  }

  private int judge(int from, StringBuilder out) {
    out.append(judgement.of(held.substring(from, end), gone + from));
    words = 0;
    return end;
  }

  private void forget(int upTo) {
    held.delete(0, upTo);
    gone += upTo;
    read -= upTo;
    end -= upTo;
  }
}
