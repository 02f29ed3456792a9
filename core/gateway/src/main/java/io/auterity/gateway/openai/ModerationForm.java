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
import io.auterity.spi.ai.ModerationRequest;
import io.auterity.spi.ai.Moderations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code POST /v1/moderations}, of texts. */
record ModerationForm(JsonReader json) implements Form.Whole {

  private static final int MOST = 2_048;

  @Override
  public WholeCall read(Question question) {
    RequestFields body = RequestFields.of("", json.read(question.body()));
    ModerationRequest request =
        new ModerationRequest(body.optionalModel(), input(body.take("input")));
    body.refuseRest();
    return WholeCall.json(
        "moderation.create",
        request,
        request.model(),
        null,
        Moderations.class,
        ModerationForm::write);
  }

  private static List<String> input(@Nullable Json input) {
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
    List<String> texts = new ArrayList<>(items.size());
    for (Json item : items) {
      texts.add(text(JsonPath.item("input", texts.size()), item, items.size() == 1));
    }
    return texts;
  }

  // Several parts are one thing to judge, which the canonical form has no word for.
  private static String text(String path, Json item, boolean alone) {
    if (item instanceof Json.Str(String text)) {
      return text;
    }
    RequestFields part = RequestFields.of(path, item);
    if (!alone || !"text".equals(part.text("type"))) {
      throw FieldRefusals.unsupported(path, "must be a text, or the only part");
    }
    return part.requiredText("text");
  }

  private static byte[] write(Moderations answer, AnswerDefaults defaults) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("id", defaults.id());
          out.writeStringProperty("model", defaults.modelOr(answer.model()));
          out.writeArrayPropertyStart("results");
          answer.verdicts().forEach(verdict -> write(out, verdict));
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Moderations.Verdict verdict) {
    Map<String, Moderations.Finding> found = verdict.categories();
    out.writeStartObject();
    out.writeBooleanProperty("flagged", verdict.flagged());
    out.writeObjectPropertyStart("categories");
    found.forEach((category, one) -> out.writeBooleanProperty(category, one.flagged()));
    out.writeEndObject();
    out.writeObjectPropertyStart("category_scores");
    found.forEach(
        (category, one) -> {
          Double score = one.score();
          if (score != null) {
            out.writeNumberProperty(category, score);
          }
        });
    out.writeEndObject();
    out.writeEndObject();
  }
}
