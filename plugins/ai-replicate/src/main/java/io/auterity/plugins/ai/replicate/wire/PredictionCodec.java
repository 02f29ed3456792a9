package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.toolkit.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The codec for predictions at Replicate: make one, look at it, cancel it. All are answered by it.
 *
 * @param <I> what is asked with
 */
public record PredictionCodec<I>(
    ReplicateEndpoint endpoint, BiFunction<ReplicateEndpoint, I, WireRequest> request)
    implements Codec<I, Prediction> {

  /** {@code owner/name}; each a piece of a path that leads nowhere else. */
  static final Pattern OFFICIAL =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private static final Pattern DEPLOYED = Pattern.compile("deployments/" + OFFICIAL);
  private static final Pattern VERSION = Pattern.compile("(" + OFFICIAL + ":)?[0-9a-f]{64}");

  /** The vendor takes no shorter life. */
  private static final long SHORTEST_LIFE = 5;

  /** {@code POST …/predictions}. */
  public static Codec<PredictionInput, Prediction> create(ReplicateEndpoint endpoint) {
    return new PredictionCodec<>(endpoint, PredictionCodec::made);
  }

  /** {@code GET predictions/ID}. */
  public static Codec<String, Prediction> get(ReplicateEndpoint endpoint) {
    return new PredictionCodec<>(endpoint, (there, id) -> there.get(path(id)));
  }

  /** {@code POST predictions/ID/cancel}. */
  public static Codec<String, Prediction> cancel(ReplicateEndpoint endpoint) {
    return new PredictionCodec<>(
        endpoint, (there, id) -> there.post(path(id) + "/cancel", Map.of(), Json.EMPTY));
  }

  private static String path(String id) {
    return "predictions/" + ReplicateEndpoint.piece(id);
  }

  private static WireRequest made(ReplicateEndpoint endpoint, PredictionInput input) {
    Json.Obj body = Json.EMPTY.with("input", input.input());
    Map<String, List<String>> headers = headers(input);
    if (DEPLOYED.matcher(input.model()).matches()) {
      return endpoint.post(input.model() + "/predictions", headers, body);
    }
    if (OFFICIAL.matcher(input.model()).matches()) {
      return endpoint.post("models/" + input.model() + "/predictions", headers, body);
    }
    if (VERSION.matcher(input.model()).matches()) {
      return endpoint.post("predictions", headers, body.with("version", Json.of(input.model())));
    }
    throw Refusal.invalid(
        "model", "must be owner/name, owner/name:version, a version, or deployments/owner/name");
  }

  private static Map<String, List<String>> headers(PredictionInput input) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("content-type", List.of("application/json"));
    long wait = input.patience().toSeconds();
    if (wait > 0) {
      headers.put("prefer", List.of("wait=" + wait));
    }
    headers.put("cancel-after", List.of(seconds(input.life()) + "s"));
    return headers;
  }

  private static long seconds(Duration life) {
    return Math.max(SHORTEST_LIFE, life.plusMillis(999).toSeconds());
  }

  @Override
  public WireRequest encode(I input) {
    return request.apply(endpoint, input);
  }

  @Override
  public Prediction decode(WireResponse response) {
    return Prediction.read(response);
  }

  @Override
  public Failure failure(WireResponse response) {
    return ReplicateErrors.failure(response);
  }
}
