package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.EmbeddingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of {@code /api/embed} and of the older {@code /api/embeddings}. How a model is run
 * for it can be told to none yet: it is named as lost.
 */
record EmbedInput(JsonReader json) {

  private static final int MOST = 2_048;
  private static final List<String> LOST = List.of("truncate", "keep_alive", "options");

  EmbeddingCall several(byte[] body) {
    RequestFields fields = RequestFields.of("", json.read(body));
    return call(fields, texts(fields.take("input")), fields.positive("dimensions"));
  }

  EmbeddingCall one(byte[] body) {
    RequestFields fields = RequestFields.of("", json.read(body));
    return call(fields, List.of(fields.requiredText("prompt")), null);
  }

  private static EmbeddingCall call(
      RequestFields fields, List<String> texts, @Nullable Integer dimensions) {
    EmbeddingRequest request = new EmbeddingRequest(fields.model(), texts, dimensions);
    List<String> lost = new ArrayList<>();
    for (String name : LOST) {
      if (fields.take(name) != null) {
        lost.add("extra." + OllamaDialect.NAME + "." + name);
      }
    }
    fields.refuseRest();
    return new EmbeddingCall(request, false, null, lost);
  }

  private static List<String> texts(@Nullable Json input) {
    return switch (input) {
      case null -> throw FieldRefusals.missing("input");
      case Json.Str(String one) -> List.of(one);
      case Json.Arr(List<Json> several) -> texts(several);
      case Json other -> throw FieldRefusals.wrongType("input", "a string or an array", other);
    };
  }

  private static List<String> texts(List<Json> items) {
    if (items.isEmpty() || items.size() > MOST) {
      throw FieldRefusals.invalid("input", "must hold 1 to %d texts".formatted(MOST));
    }
    List<String> texts = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Str(String text))) {
        throw FieldRefusals.wrongType(JsonPath.item("input", texts.size()), "a string", item);
      }
      texts.add(text);
    }
    return texts;
  }
}
