package io.auterity.plugins.text;

import io.auterity.spi.text.MaskedText.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A piece of the text that is personal data. */
record Span(PersonalData data, int start, int end) {

  Finding finding() {
    return new Finding(data.wire(), start, end);
  }

  /**
   * The spans in order; those that overlap become one under the name of the surest, so that no part
   * of any of them stays readable.
   */
  static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
      if (merged.isEmpty() || merged.getLast().end() <= span.start()) {
        merged.add(span);
      } else {
        merged.add(merged.removeLast().and(span));
      }
    }
    return merged;
  }

  private Span and(Span other) {
    PersonalData surest = data.compareTo(other.data) <= 0 ? data : other.data;
    return new Span(surest, Math.min(start, other.start), Math.max(end, other.end));
  }
}
