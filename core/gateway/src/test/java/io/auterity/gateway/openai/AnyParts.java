package io.auterity.gateway.openai;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Answers such as a model could give, in the order in which the dialect has them. */
public final class AnyParts {

  private static final Arbitrary<String> TEXT = Arbitraries.strings().ofMinLength(1).ofMaxLength(9);

  private AnyParts() {}

  public static Arbitrary<List<Part>> answers() {
    return net.jqwik.api.Combinators.combine(kept(), thoughts(), text(), calls())
        .as(
            (kept, thoughts, text, calls) -> {
              List<Part> parts = new ArrayList<>(kept);
              parts.addAll(thoughts);
              parts.addAll(text);
              parts.addAll(calls);
              return parts;
            });
  }

  private static Arbitrary<List<Part>> kept() {
    return Arbitraries.<Part>oneOf(
            TEXT.map(text -> new Part.Image(null, "image/png", text)),
            TEXT.map(text -> new Part.Citation(text, null, null)),
            TEXT.map(text -> new Part.Opaque("other", Json.EMPTY.with("field", Json.of(text)))))
        .list()
        .ofMaxSize(2);
  }

  private static Arbitrary<List<Part>> thoughts() {
    return Arbitraries.<Part>oneOf(
            TEXT.map(text -> new Part.Reasoning(text, null)),
            TEXT.map(text -> new Part.Reasoning(text, "sealed")),
            TEXT.map(seal -> new Part.Reasoning(null, seal)))
        .list()
        .ofMaxSize(1);
  }

  private static Arbitrary<List<Part>> text() {
    return TEXT.<Part>map(Part.Text::new).list().ofMaxSize(1);
  }

  private static Arbitrary<List<Part>> calls() {
    return TEXT.<Part>map(text -> new Part.ToolCall("c" + text, "f", text)).list().ofMaxSize(3);
  }
}
