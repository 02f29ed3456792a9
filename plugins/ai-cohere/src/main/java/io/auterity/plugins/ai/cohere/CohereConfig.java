package io.auterity.plugins.ai.cohere;

import io.auterity.plugins.ai.cohere.wire.CohereEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.util.List;
import java.util.Optional;

/**
 * What a provider is configured with.
 *
 * @param endpoint where and how to ask
 * @param model the one that is asked to classify
 * @param embeddingModel the one that makes vectors when an input names none
 * @param rerankModel the one that orders documents when an input names none
 * @param transcriptionModel the one that writes down what was said when an input names none
 * @param language that is spoken when an input names none
 */
record CohereConfig(
    CohereEndpoint endpoint,
    Optional<String> model,
    Optional<String> embeddingModel,
    Optional<String> rerankModel,
    Optional<String> transcriptionModel,
    Optional<String> language) {

  private static final String URL = "https://api.cohere.com";
  private static final List<String> INPUT_TYPES =
      List.of("search_document", "search_query", "classification", "clustering");
  private static final List<String> TRUNCATE = List.of("NONE", "START", "END");

  static CohereConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String url = fields.optionalText("url").orElse(URL);
    return new CohereConfig(
        new CohereEndpoint(
            EndpointUrl.read("url", url, URL),
            oneOf(fields, "inputType", INPUT_TYPES),
            oneOf(fields, "truncate", TRUNCATE)),
        fields.optionalText("model"),
        fields.optionalText("embeddingModel"),
        fields.optionalText("rerankModel"),
        fields.optionalText("transcriptionModel"),
        fields.optionalText("language"));
  }

  /** The configured word, or the first when there is none. */
  private static String oneOf(Fields fields, String name, List<String> words) {
    String word = fields.optionalText(name).orElse(words.getFirst());
    if (!words.contains(word)) {
      throw Refusal.invalid(name, "must be one of " + String.join(", ", words));
    }
    return word;
  }
}
