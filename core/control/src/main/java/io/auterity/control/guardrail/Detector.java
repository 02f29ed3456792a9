package io.auterity.control.guardrail;

import io.auterity.inspect.Injections;
import io.auterity.inspect.Inspection;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A detector: a way to find something in a text. */
sealed interface Detector {

  /**
   * Finds pieces of a text, also of one that is still coming.
   *
   * @param inspection finds them
   */
  record Pieces(Inspection inspection) implements Detector {}

  /** Judges a text that is there whole, and all of it. */
  interface Judge {

    /**
     * Kinds of what it finds; none when the text is as it should be.
     *
     * @throws CallFailedException when it cannot look
     */
    List<String> find(Place place, String text, Patience patience);
  }

  /**
   * Has a text judged that is there whole.
   *
   * @param bare whether also numbers and names of fields
   */
  record Whole(Judge judge, boolean bare) implements Detector {}

  /**
   * Finds instructions where none belong, passage by passage.
   *
   * @param rules by which it finds them
   * @param head that finds them by their meaning as well, where the text is there whole; null for
   *     rules alone
   */
  record Instructions(Injections rules, @Nullable PromptInjectionClassifier head)
      implements Detector {

    /** What the head finds, as decisions and placeholders name it. */
    static final String BY_HEAD = "injection_by_head";

    /** Kinds of what the rules find in a whole text. */
    List<String> find(Place place, String text) {
      return List.copyOf(rules.in(text, place != Place.WORDS));
    }
  }

  /**
   * Finds what a text is about, excerpt by excerpt, also of one that is still coming.
   *
   * @param topics that are looked for
   */
  record Subjects(TopicDetector topics) implements Detector {}

  /** Finds that a text is not the JSON that it should be. */
  static Whole schema(JsonSchema schema, JsonReader reader) {
    return new Whole(
        (place, text, patience) -> {
          try {
            Json value = reader.read(text.getBytes(StandardCharsets.UTF_8));
            List<Problem> problems = schema.check(value);
            return problems.isEmpty() ? List.of() : List.of("not_the_schema");
          } catch (CallFailedException e) {
            return List.of("no_json");
          }
        },
        false);
  }
}
