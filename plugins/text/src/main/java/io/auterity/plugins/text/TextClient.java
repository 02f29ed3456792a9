package io.auterity.plugins.text;

import io.auterity.spi.Call;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import io.auterity.spi.text.Text;
import io.auterity.spi.text.TextToMask;
import io.auterity.toolkit.Cancelled;
import java.util.ArrayList;
import java.util.List;

/** Replaces what the finders find. */
record TextClient(List<Finder> finders) implements Text {

  @Override
  public MaskedText maskPii(TextToMask input, Call call) {
    List<PersonalSpan> found = new ArrayList<>();
    for (Finder finder : finders) {
      Cancelled.check(call);
      finder.find(input.text(), found::add);
    }
    List<PersonalSpan> spans = PersonalSpan.merged(found);
    List<Finding> findings = spans.stream().map(PersonalSpan::finding).toList();
    return new MaskedText(masked(input.text(), spans), findings);
  }

  private static String masked(String text, List<PersonalSpan> spans) {
    StringBuilder masked = new StringBuilder(text.length());
    int kept = 0;
    for (PersonalSpan span : spans) {
      masked.append(text, kept, span.start()).append('[').append(span.data().wire()).append(']');
      kept = span.end();
    }
    return masked.append(text, kept, text.length()).toString();
  }
}
