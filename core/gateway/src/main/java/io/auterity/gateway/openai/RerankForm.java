package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.WholeCall;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code POST /v1/rerank}, which OpenAI does not have: as Jina and Cohere ask and answer it. */
record RerankForm(JsonReader json) implements Form.Whole {

  private static final int MOST = 2_048;

  @Override
  public WholeCall read(Question question) {
    RequestFields body = RequestFields.of("", json.read(question.body()));
    RerankRequest request =
        new RerankRequest(
            body.model(),
            body.requiredText("query"),
            documents(body.list("documents")),
            body.positive("top_n"));
    boolean quoted = body.flag("return_documents");
    body.refuseRest();
    return WholeCall.json(
        "document.rerank",
        request,
        request.model(),
        null,
        Ranking.class,
        (answer, defaults) -> write(answer, defaults, quoted ? request.documents() : List.of()));
  }

  private static List<String> documents(@Nullable List<Json> items) {
    if (items == null) {
      throw FieldRefusals.missing("documents");
    }
    if (items.isEmpty() || items.size() > MOST) {
      throw FieldRefusals.invalid("documents", "must hold 1 to %d texts".formatted(MOST));
    }
    List<String> texts = new ArrayList<>(items.size());
    for (Json item : items) {
      texts.add(text(JsonPath.item("documents", texts.size()), item));
    }
    return texts;
  }

  private static String text(String path, Json item) {
    if (item instanceof Json.Str(String text)) {
      return text;
    }
    RequestFields document = RequestFields.of(path, item);
    String text = document.requiredText("text");
    document.refuseRest();
    return text;
  }

  private static byte[] write(Ranking answer, AnswerDefaults defaults, List<String> documents) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("id", defaults.id());
          String model = answer.model();
          out.writeStringProperty("model", defaults.modelOr(model == null ? "" : model));
          out.writeArrayPropertyStart("results");
          for (Ranking.Ranked ranked : answer.documents()) {
            write(out, ranked, documents);
          }
          out.writeEndArray();
          write(out, answer.usage());
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Ranking.Ranked ranked, List<String> documents) {
    out.writeStartObject();
    out.writeNumberProperty("index", ranked.index());
    out.writeNumberProperty("relevance_score", ranked.score());
    if (ranked.index() < documents.size()) {
      out.writeObjectPropertyStart("document");
      out.writeStringProperty("text", documents.get(ranked.index()));
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  // Jina tells tokens, Cohere searches.
  private static void write(JsonGenerator out, TokenUsage usage) {
    Long searches = usage.other() == null ? null : usage.other().get(MediaUnit.SEARCH_UNITS);
    if (usage.input() > 0) {
      out.writeObjectPropertyStart("usage");
      out.writeNumberProperty("prompt_tokens", usage.input());
      out.writeNumberProperty("total_tokens", usage.input() + usage.output());
      out.writeEndObject();
    }
    if (searches != null) {
      out.writeObjectPropertyStart("meta");
      out.writeObjectPropertyStart("billed_units");
      out.writeNumberProperty("search_units", searches);
      out.writeEndObject();
      out.writeEndObject();
    }
  }
}
