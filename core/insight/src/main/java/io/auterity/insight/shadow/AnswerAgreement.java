package io.auterity.insight.shadow;

import io.auterity.platform.json.JsonReader;
import io.auterity.relay.road.ShadowAnswer.Label;
import io.auterity.relay.road.ShadowAnswer.Said;
import io.auterity.relay.road.ShadowAnswer.Words;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agreement of two answers: their similarity.
 *
 * @param score from 0 to 1
 */
public record AnswerAgreement(Measure by, double score) {

  private static final double ALIKE = 0.5;
  private static final JsonReader JSON = new JsonReader(1 << 20);

  /** By what two answers are compared. */
  public enum Measure {
    /** Whether the same class was chosen. */
    LABEL,
    /** Whether the same tools are asked for the same things. */
    TOOLS,
    /** Whether both have the same fields of JSON. */
    FIELDS,
    /** Whether both refuse or neither does, in the same form, and how their lengths compare. */
    FORM
  }

  /** Whether they are alike enough to count as the same. */
  public boolean agrees() {
    return by == Measure.FORM ? score >= ALIKE : score == 1;
  }

  /** Null where there is nothing to compare. */
  public static @Nullable AnswerAgreement of(@Nullable Said one, @Nullable Said other) {
    if (one instanceof Label(String label) && other instanceof Label(String second)) {
      return new AnswerAgreement(Measure.LABEL, label.equals(second) ? 1 : 0);
    }
    return one instanceof Words first && other instanceof Words second
        ? words(first, second)
        : null;
  }

  private static AnswerAgreement words(Words one, Words other) {
    if (one.refused() || other.refused()) {
      return new AnswerAgreement(Measure.FORM, one.refused() == other.refused() ? 1 : 0);
    }
    if (!one.tools().isEmpty() || !other.tools().isEmpty()) {
      return new AnswerAgreement(
          Measure.TOOLS, asked(one.tools()).equals(asked(other.tools())) ? 1 : 0);
    }
    Json.Obj first = object(one.text());
    Json.Obj second = object(other.text());
    if (first != null && second != null) {
      boolean same = first.fields().keySet().equals(second.fields().keySet());
      return new AnswerAgreement(Measure.FIELDS, same ? 1 : 0);
    }
    boolean sameForm = first == null && second == null;
    return new AnswerAgreement(Measure.FORM, sameForm ? ratio(one.text(), other.text()) : 0);
  }

  record Asked(String tool, Object arguments) {}

  // Ids of calls are the vendors' own, and so is how they write their arguments.
  static List<Asked> asked(List<Part.ToolCall> tools) {
    return tools.stream()
        .map(
            tool -> {
              Json.Obj read = object(tool.arguments());
              return new Asked(tool.name(), read == null ? tool.arguments() : read);
            })
        .toList();
  }

  static Json.@Nullable Obj object(String text) {
    String bare = text.strip();
    if (!bare.startsWith("{")) {
      return null;
    }
    try {
      return JSON.readObject(bare.getBytes(StandardCharsets.UTF_8));
    } catch (CallFailedException e) {
      return null;
    }
  }

  private static double ratio(String one, String other) {
    int longer = Math.max(one.strip().length(), other.strip().length());
    return longer == 0
        ? 1
        : (double) Math.min(one.strip().length(), other.strip().length()) / longer;
  }
}
