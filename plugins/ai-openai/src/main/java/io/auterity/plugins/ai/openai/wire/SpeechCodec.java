package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.SpeechRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST audio/speech}; the answer is the sound itself, and tells no usage. */
public record SpeechCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<SpeechRequest, Content> {

  private static final String UNKNOWN = "application/octet-stream";

  @Override
  public WireRequest encode(SpeechRequest request) {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (request.model() != null) {
      fields.put("model", Json.of(request.model()));
    }
    fields.put("input", Json.of(request.input()));
    fields.put("voice", Json.of(request.voice()));
    if (request.instructions() != null) {
      fields.put("instructions", Json.of(request.instructions()));
    }
    if (request.format() != null) {
      fields.put("response_format", Json.of(request.format()));
    }
    if (request.speed() != null) {
      fields.put("speed", Json.of(request.speed()));
    }
    fields.putAll(Extra.in(request.extra(), PassedChat.DIALECT).fields());
    return endpoint.post("audio/speech", new Json.Obj(endpoint.traits().media().speech(fields)));
  }

  @Override
  public Content decode(WireResponse response) {
    if (response.body().length == 0) {
      throw OpenAiErrors.unreadable("it holds no sound");
    }
    String type = response.header("content-type").orElse(UNKNOWN);
    if (type.startsWith("application/json")) {
      throw OpenAiErrors.unreadable("it is " + ReplyJson.read(response).fields().keySet());
    }
    return Content.of(type, response.body());
  }
}
