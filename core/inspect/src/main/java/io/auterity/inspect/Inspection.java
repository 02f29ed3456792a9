package io.auterity.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Looks through a text with several finders, the surest first: it names a place where findings
 * overlap. Those that overlap become one, so that no part of any of them stays readable. They look
 * at the text {@linkplain VisibleText as it is seen}, and where tags say something, at what they
 * say; a finding is a place in the text as it was written.
 */
public final class Inspection {

  private final Finder[] finders;
  private final List<Inspection> allowed;

  public Inspection(List<Finder> finders) {
    this(finders.toArray(Finder[]::new), List.of());
  }

  private Inspection(Finder[] finders, List<Inspection> allowed) {
    this.finders = finders;
    this.allowed = List.copyOf(allowed);
  }

  /** The same without findings that lie wholly within one of any of these. */
  public Inspection except(List<Inspection> others) {
    return new Inspection(finders, others);
  }

  /** What stands in a whole text, in order. */
  public List<Span> of(CharSequence text) {
    if (Unseen.first(text, 0) < 0) {
      return look(new TextView(text, true), 0).spans();
    }
    List<Span> spans = of(text, false);
    if (!Unseen.anySpoken(text)) {
      return spans;
    }
    List<Ranked> found = new ArrayList<>();
    spans.forEach(span -> found.add(new Ranked(0, span)));
    of(text, true).forEach(span -> found.add(new Ranked(1, span)));
    return merged(found);
  }

  private List<Span> of(CharSequence text, boolean tags) {
    VisibleText visible = new VisibleText(tags);
    visible.append(text, true);
    return look(visible.view(true), 0).spans().stream()
        .map(span -> written(span, visible))
        .toList();
  }

  static Span written(Span span, VisibleText visible) {
    return new Span(span.kind(), visible.place(span.start()), visible.end(span.end()));
  }

  /** A whole text with something else in the place of findings; the very same where none is. */
  public String replaced(String text, TextScanner.Replacement replacement) {
    List<Span> spans = of(text);
    if (spans.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (Span span : spans) {
      out.append(text, copied, span.start());
      out.append(replacement.of(span.kind(), text.substring(span.start(), span.end())));
      copied = span.end();
    }
    return out.append(text, copied, text.length()).toString();
  }

  /**
   * What has been seen of a text.
   *
   * @param spans in order; those that begin before {@code settled} are final
   * @param settled up to here nothing changes, whatever follows
   */
  record Seen(List<Span> spans, int settled) {}

  /** Looks from a place on, before which all is settled. */
  Seen look(TextView text, int from) {
    List<Ranked> found = new ArrayList<>(0);
    int open = text.length();
    for (int rank = 0; rank < finders.length; rank++) {
      open = Math.min(open, look(text, from, rank, found));
    }
    List<Span> all = new ArrayList<>();
    for (Inspection other : allowed) {
      Seen seen = other.look(text, from);
      open = Math.min(open, seen.settled());
      found.removeIf(one -> isWithin(one.span, seen.spans()));
      all.addAll(seen.spans());
    }
    List<Span> spans = merged(found);
    all.addAll(spans);
    return new Seen(spans, settled(text, all, open));
  }

  private static boolean isWithin(Span span, List<Span> others) {
    int place = Collections.binarySearch(others, span, Comparator.comparingInt(Span::start));
    int last = place >= 0 ? place : -place - 2;
    return last >= 0 && others.get(last).end() >= span.end();
  }

  // From the place that it gives back on, this finder cannot say yet.
  private int look(TextView text, int from, int rank, List<Ranked> found) {
    Finder finder = finders[rank];
    int place = from;
    while (place < text.length()) {
      Span span = finder.at(text, place);
      if (text.wentBeyond()) {
        return place;
      }
      if (span == null) {
        place++;
      } else {
        found.add(new Ranked(rank, span));
        place = span.end();
      }
    }
    return text.length();
  }

  // Never inside a finding, nor between the halves of a character.
  private static int settled(TextView text, List<Span> spans, int open) {
    int settled = open;
    if (settled > 0
        && settled < text.length()
        && Character.isSurrogatePair(text.at(settled - 1), text.at(settled))) {
      settled--;
    }
    // From the last on, since each may move it to where it is inside of one before.
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingInt(Span::start).reversed());
    for (Span span : sorted) {
      if (span.start() < settled && span.end() > settled) {
        settled = span.start();
      }
    }
    return settled;
  }

  private record Ranked(int rank, Span span) {

    boolean overlaps(Ranked other) {
      return other.span.start() < span.end();
    }

    Ranked and(Ranked other) {
      Ranked surest = rank <= other.rank ? this : other;
      int end = Math.max(span.end(), other.span.end());
      return new Ranked(surest.rank, new Span(surest.span.kind(), span.start(), end));
    }
  }

  private static List<Span> merged(List<Ranked> found) {
    Ranked[] sorted = found.toArray(Ranked[]::new);
    Arrays.sort(sorted, Comparator.comparingInt(one -> one.span.start()));
    List<Span> merged = new ArrayList<>(sorted.length);
    Ranked last = null;
    for (Ranked next : sorted) {
      if (last != null && last.overlaps(next)) {
        last = last.and(next);
      } else {
        if (last != null) {
          merged.add(last.span);
        }
        last = next;
      }
    }
    if (last != null) {
      merged.add(last.span);
    }
    return merged;
  }
}
