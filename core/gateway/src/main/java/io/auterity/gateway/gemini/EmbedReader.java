package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Extra;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of {@code embedContent} and {@code batchEmbedContents}. What all texts are for goes
 * on to vendors of this dialect; what is said of some alone is named as lost.
 */
record EmbedReader(JsonReader json) {

  private static final int MOST = 2_048;
  private static final String REQUESTS = "requests";
  private static final List<String> OWN = List.of("taskType", "title", "autoTruncate");

  EmbeddingCall one(Question question) {
    return call(question, List.of(ProtoFields.of("", json.read(question.body()))));
  }

  EmbeddingCall several(Question question) {
    RequestFields body = ProtoFields.of("", json.read(question.body()));
    List<Json> items = body.list(REQUESTS);
    body.refuseRest();
    if (items == null || items.isEmpty() || items.size() > MOST) {
      throw FieldRefusals.invalid(REQUESTS, "must hold 1 to %d requests".formatted(MOST));
    }
    List<RequestFields> requests = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      requests.add(ProtoFields.of(JsonPath.item(REQUESTS, i), items.get(i)));
    }
    return call(question, requests);
  }

  private static EmbeddingCall call(Question question, List<RequestFields> requests) {
    List<String> texts = new ArrayList<>();
    Set<@Nullable Integer> lengths = new HashSet<>();
    Map<String, Set<@Nullable Json>> own = new TreeMap<>();
    for (RequestFields request : requests) {
      ModelName.requireSame(request, question.named());
      texts.add(text(request));
      lengths.add(request.positive("outputDimensionality"));
      for (String name : OWN) {
        own.computeIfAbsent(name, one -> new HashSet<>()).add(request.take(name));
      }
      request.refuseRest();
    }
    if (lengths.size() > 1) {
      throw FieldRefusals.unsupported(
          requests.getFirst().at("outputDimensionality"), "must be the same in all requests");
    }
    EmbeddingRequest request =
        new EmbeddingRequest(ModelName.of(question.named()), texts, lengths.iterator().next())
            .withExtra(Extra.of(GeminiDialect.NAME, shared(own)));
    return new EmbeddingCall(request, false, null, differing(own));
  }

  private static Json.Obj shared(Map<String, Set<@Nullable Json>> own) {
    Map<String, Json> shared = new LinkedHashMap<>();
    own.forEach(
        (name, values) -> {
          Json value = values.size() == 1 ? values.iterator().next() : null;
          if (value != null) {
            shared.put(name, value);
          }
        });
    return new Json.Obj(shared);
  }

  private static List<String> differing(Map<String, Set<@Nullable Json>> own) {
    return own.entrySet().stream()
        .filter(one -> one.getValue().size() > 1)
        .map(one -> "extra." + GeminiDialect.NAME + "." + one.getKey())
        .toList();
  }

  /** One text, as that is what a vector is of. */
  private static String text(RequestFields request) {
    RequestFields content = ProtoFields.object(request, "content");
    if (content == null) {
      throw FieldRefusals.missing(request.at("content"));
    }
    content.text("role");
    String path = content.at("parts");
    List<Json> parts = content.list("parts");
    content.refuseRest();
    if (parts == null || parts.isEmpty()) {
      throw FieldRefusals.invalid(path, "must hold a text");
    }
    if (parts.size() > 1) {
      throw FieldRefusals.unsupported(path, "must be one text, not " + parts.size() + " parts");
    }
    RequestFields part = ProtoFields.of(JsonPath.item(path, 0), parts.getFirst());
    String text = part.text("text");
    if (text == null || !part.isEmpty()) {
      throw FieldRefusals.unsupported(JsonPath.item(path, 0), "must be a text and nothing else");
    }
    return text;
  }
}
