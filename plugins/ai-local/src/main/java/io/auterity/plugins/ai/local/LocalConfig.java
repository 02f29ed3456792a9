package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;

/**
 * What a provider is configured with.
 *
 * @param model the one it runs
 */
record LocalConfig(ModelFile model) {

  static LocalConfig of(Json.Obj config) {
    String id = Fields.of(config).text("model");
    return new LocalConfig(
        ModelFile.of(id)
            .orElseThrow(
                () -> Refusal.invalid("model", "must be bge-small-q or minilm-q, not " + id)));
  }
}
