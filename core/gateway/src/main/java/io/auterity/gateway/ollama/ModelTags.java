package io.auterity.gateway.ollama;

import io.auterity.gateway.model.ModelNames;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes models and lists of them; what the dialect tells of files on a disk is left out. */
final class ModelTags {

  /** Under it stands what is known of the model itself. */
  private static final String ARCHITECTURE = "unknown";

  private static final String CAPABILITIES = "capabilities";

  private static final SortedMap<String, String> WORDS =
      new TreeMap<>(Map.of("vision", "vision", "tools", "tools", "reasoning", "thinking"));

  static Json list(Collection<Model> models) {
    return Json.EMPTY.with("models", Json.array(models.stream().map(ModelTags::summary).toList()));
  }

  private static Json summary(Model model) {
    return Json.EMPTY
        .with("name", Json.of(model.id()))
        .with("model", Json.of(model.id()))
        .with("modified_at", Json.of(modified(model)))
        .with("details", details());
  }

  /** One model; its capabilities are absent where they are not known, the vendor's own as told. */
  static Json shown(Model model) {
    Json.Obj info = Json.EMPTY.with("general.architecture", Json.of(ARCHITECTURE));
    if (model.name() != null) {
      info = info.with("general.basename", Json.of(model.name()));
    }
    if (model.contextTokens() != null) {
      info = info.with(ARCHITECTURE + ".context_length", Json.of(model.contextTokens()));
    }
    Json.Obj shown =
        Json.EMPTY
            .with("modified_at", Json.of(modified(model)))
            .with("details", details())
            .with("model_info", info);
    Json own = Extra.in(model.extra(), OllamaDialect.NAME).get(CAPABILITIES);
    if (own instanceof Json.Arr) {
      return shown.with(CAPABILITIES, own);
    }
    Set<String> known = ModelNames.abilities(model);
    return known == null ? shown : shown.with(CAPABILITIES, capabilities(known));
  }

  // In the dialect's words. Abilities are known of models that chat alone: one for vectors has
  // none.
  private static Json capabilities(Set<String> known) {
    List<Json> all = new ArrayList<>();
    all.add(Json.of("completion"));
    WORDS.forEach(
        (ability, word) -> {
          if (known.contains(ability)) {
            all.add(Json.of(word));
          }
        });
    return Json.array(all);
  }

  // The dialect wants one of every model; the beginning of time stands for an unknown one.
  private static String modified(Model model) {
    return Objects.requireNonNullElse(model.createdAt(), Instant.EPOCH).toString();
  }

  // Empty where nothing is known, as the vendor has them of models that others run.
  private static Json details() {
    Json nothing = Json.of("");
    return Json.EMPTY
        .with("format", nothing)
        .with("family", nothing)
        .with("parameter_size", nothing)
        .with("quantization_level", nothing);
  }
}
