package io.auterity.plugins.text;

import io.auterity.spi.text.MaskedText.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A piece of the text that is personal data. */
record PersonalSpan(PersonalData data, int start, int end) {

  Finding finding() {
    return new Finding(data.wire(), start, end);
  }

  /**
   * The spans in order; those that overlap become one under the name of the surest, so that no part
   * of any of them stays readable.
   */
  static List<PersonalSpan> merged(List<PersonalSpan> spans) {
    List<PersonalSpan> merged = new ArrayList<>();
    for (PersonalSpan span :
        spans.stream().sorted(Comparator.comparingInt(PersonalSpan::start)).toList()) {
      if (merged.isEmpty() || merged.getLast().end() <= span.start()) {
        merged.add(span);
      } else {
        merged.add(merged.removeLast().and(span));
      }
    }
    return merged;
  }

  private PersonalSpan and(PersonalSpan other) {
    PersonalData surest = data.compareTo(other.data) <= 0 ? data : other.data;
    return new PersonalSpan(surest, Math.min(start, other.start), Math.max(end, other.end));
  }
}
