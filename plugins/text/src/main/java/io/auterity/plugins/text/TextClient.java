package io.auterity.plugins.text;

import io.auterity.inspect.Inspection;
import io.auterity.inspect.Span;
import io.auterity.spi.Call;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import io.auterity.spi.text.Text;
import io.auterity.spi.text.TextToMask;
import io.auterity.toolkit.Cancelled;
import java.util.List;

/** Replaces what is found. */
record TextClient(Inspection inspection) implements Text {

  @Override
  public MaskedText maskPii(TextToMask input, Call call) {
    Cancelled.check(call);
    List<Span> spans = inspection.of(input.text());
    List<Finding> findings =
        spans.stream().map(span -> new Finding(span.kind(), span.start(), span.end())).toList();
    return new MaskedText(masked(input.text(), spans), findings);
  }

  private static String masked(String text, List<Span> spans) {
    StringBuilder masked = new StringBuilder(text.length());
    int kept = 0;
    for (Span span : spans) {
      masked.append(text, kept, span.start()).append('[').append(span.kind()).append(']');
      kept = span.end();
    }
    return masked.append(text, kept, text.length()).toString();
  }
}
