package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What a head is configured with.
 *
 * @param model name of the head
 * @param vectors the model that makes the vectors
 * @param version of those that were trained; null learns from the provider's examples
 */
record HeadConfig(String model, ModelFile vectors, @Nullable Integer version) {

  static HeadConfig of(Json.Obj config) {
    Fields fields = Fields.of(config);
    String model = fields.text("model");
    if (model.isBlank()) {
      throw Refusal.invalid("model", "must not be empty");
    }
    String id = fields.optionalText("vectors").orElse(ModelFile.BGE_SMALL_Q.id());
    return new HeadConfig(
        model,
        ModelFile.of(id)
            .orElseThrow(
                () -> Refusal.invalid("vectors", "must be bge-small-q or minilm-q, not " + id)),
        TextLearner.version(config));
  }
}
