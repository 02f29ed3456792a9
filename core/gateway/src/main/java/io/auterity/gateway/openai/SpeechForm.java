package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.WholeCall;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Speech;
import io.auterity.spi.ai.SpeechRequest;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/audio/speech}, answered with the sound itself. */
record SpeechForm(JsonReader json) implements Form.Whole {

  @Override
  public WholeCall read(Question question) {
    RequestFields body = RequestFields.of("", json.read(question.body()));
    String model = body.model();
    refuseEvents(body);
    SpeechRequest request =
        new SpeechRequest(
            model,
            body.requiredText("input"),
            voice(body.take("voice")),
            body.text("instructions"),
            body.text("response_format"),
            body.number("speed"),
            body.takeExtra(PartReader.DIALECT));
    return WholeCall.content("speech.create", request, model, Speech.class, Speech::audio);
  }

  private static void refuseEvents(RequestFields body) {
    String format = body.text("stream_format");
    if (format != null && !format.equals("audio")) {
      throw FieldRefusals.unsupported("stream_format", "must be audio, not " + format);
    }
  }

  // A voice of one's own stands as an object.
  private static String voice(@Nullable Json voice) {
    return switch (voice) {
      case null -> throw FieldRefusals.missing("voice");
      case Json.Str(String name) -> name;
      default -> throw FieldRefusals.unsupported("voice", "must be the name of a voice");
    };
  }
}
