package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;

/**
 * What a head is configured with.
 *
 * @param model name of the head
 * @param vectors the model that makes the vectors
 */
record HeadConfig(String model, ModelFile vectors) {

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
                () -> Refusal.invalid("vectors", "must be bge-small-q or minilm-q, not " + id)));
  }
}
