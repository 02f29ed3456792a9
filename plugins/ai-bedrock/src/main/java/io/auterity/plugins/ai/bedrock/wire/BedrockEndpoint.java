package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The two services of a region: one asks models, one tells of them.
 *
 * @param runtime ends with a slash
 * @param control ends with a slash
 */
public record BedrockEndpoint(URI runtime, URI control) {

  /** Asks a model, whose name may be an ARN with slashes in it. */
  WireRequest ask(String model, String operation, Json.Obj body) {
    URI uri = runtime.resolve("model/%s/%s".formatted(encoded(model), operation));
    return new WireRequest(
        "POST",
        uri,
        Map.of("content-type", List.of("application/json"), "accept", List.of("application/json")),
        JsonUtf8.write(body));
  }

  /** Asks the stream of a model's answer. */
  WireRequest stream(String model, Json.Obj body) {
    WireRequest request = ask(model, "converse-stream", body);
    return new WireRequest(
        request.method(),
        request.uri(),
        Map.of(
            "content-type",
            List.of("application/json"),
            "accept",
            List.of("application/vnd.amazon.eventstream")),
        request.body());
  }

  WireRequest list(String pathAndQuery) {
    return WireRequest.get(control.resolve(pathAndQuery));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
