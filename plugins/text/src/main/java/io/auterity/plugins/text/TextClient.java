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
    List<Span> found = new ArrayList<>();
    for (Finder finder : finders) {
      Cancelled.check(call);
      finder.find(input.text(), found::add);
    }
    List<Span> spans = Span.merged(found);
    List<Finding> findings = spans.stream().map(Span::finding).toList();
    return new MaskedText(masked(input.text(), spans), findings);
  }

  private static String masked(String text, List<Span> spans) {
    StringBuilder masked = new StringBuilder(text.length());
    int kept = 0;
    for (Span span : spans) {
      masked.append(text, kept, span.start()).append('[').append(span.data().wire()).append(']');
      kept = span.end();
    }
    return masked.append(text, kept, text.length()).toString();
  }
}
