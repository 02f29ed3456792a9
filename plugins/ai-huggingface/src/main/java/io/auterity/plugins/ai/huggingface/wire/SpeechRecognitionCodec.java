package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task {@code automatic-speech-recognition}: bytes where nothing else is said, else the same in
 * base64 with parameters.
 */
public record SpeechRecognitionCodec(HuggingFaceEndpoint endpoint, String model)
    implements HuggingFaceCodec<TranscriptionRequest, Transcription> {

  @Override
  public WireRequest encode(TranscriptionRequest request) {
    refuse("language", request.language() != null);
    refuse("prompt", request.prompt() != null);
    refuse("words", Boolean.TRUE.equals(request.words()));
    Json.Obj parameters = parameters(request);
    byte[] sound = request.audio().bytes();
    return parameters.fields().isEmpty()
        ? endpoint.task(model, request.audio().mediaType(), sound)
        : endpoint.task(
            model,
            "",
            Json.EMPTY
                .with("inputs", Json.of(Base64.getEncoder().encodeToString(sound)))
                .with("parameters", parameters));
  }

  private static void refuse(String field, boolean asked) {
    if (asked) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED, field, field + " cannot be told to a task of Hugging Face");
    }
  }

  private static Json.Obj parameters(TranscriptionRequest request) {
    Map<String, Json> parameters = new LinkedHashMap<>();
    if (Boolean.TRUE.equals(request.segments())) {
      parameters.put("return_timestamps", Json.of(true));
    }
    if (request.temperature() != null) {
      parameters.put(
          "generation_parameters",
          Json.EMPTY.with("temperature", Json.of(request.temperature().doubleValue())));
    }
    parameters.putAll(Extra.in(request.extra(), HubModel.DIALECT).fields());
    return new Json.Obj(parameters);
  }

  @Override
  public Transcription decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    String text = reply.text("text");
    if (text == null) {
      throw VendorReply.unreadable("it holds no text");
    }
    boolean timed = reply.get("chunks") instanceof Json.Arr;
    return new Transcription(
        text.strip(), null, null, timed ? segments(reply) : null, null, TokenUsage.NONE);
  }

  private static List<Transcription.Segment> segments(Json.Obj reply) {
    List<Transcription.Segment> segments = new ArrayList<>();
    double before = 0;
    for (Json.Obj chunk : ReplyFields.objects(reply, "chunks")) {
      double start = time(chunk, 0, before);
      double end = time(chunk, 1, start);
      segments.add(new Transcription.Segment(start, end, ReplyFields.text(chunk, "text")));
      before = end;
    }
    return segments;
  }

  /** One of the two times; the last chunk may lack its end. */
  private static double time(Json.Obj chunk, int place, double missing) {
    return chunk.get("timestamp") instanceof Json.Arr(List<Json> times) && times.size() > place
        ? switch (times.get(place)) {
          case Json.Dec(double value) -> value;
          case Json.Int(long value) -> value;
          default -> missing;
        }
        : missing;
  }
}
