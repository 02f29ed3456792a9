package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.testkit.transport.RecordedTransport;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real traffic of Anthropic; as a transport it answers a chat as it once did, whole or streamed,
 * and lists models by its description.
 */
public final class RecordedAnthropic implements Transport {

  static final AnthropicEndpoint ENDPOINT =
      new AnthropicEndpoint(
          URI.create("https://api.anthropic.com/v1/"), "2023-06-01", List.of(), 4_096);

  private static final String CASSETTES =
      "fixtures/pydantic-ai/tests/models/cassettes/test_anthropic";
  private static final List<String> MODELS = List.of("claude-a", "claude-b", "claude-c");

  private final Transport whole =
      new RecordedTransport(
          Stream.of("test_anthropic_model_instructions", "test_anthropic_cache_count_tokens")
              .flatMap(name -> session(name).stream())
              .toList());
  private final Transport streamed =
      new RecordedTransport(session("test_anthropic_model_thinking_part_stream"));

  /** The exchanges of one session, e.g. {@code test_anthropic_tool_output}. */
  static List<RecordedExchange> session(String name) {
    return ofVendor(Cassette.read(Repository.shared(CASSETTES + "/" + name + ".yaml")));
  }

  /** Every exchange. */
  static List<RecordedExchange> all() {
    return ofVendor(Cassette.readAll(Repository.shared(CASSETTES)));
  }

  /** Every whole answer of a model. */
  static List<WireResponse> answers() {
    return all().stream()
        .filter(exchange -> exchange.request().uri().getPath().endsWith("/messages"))
        .filter(exchange -> !exchange.streams())
        .map(RecordedExchange::response)
        .filter(WireResponse::succeeded)
        .toList();
  }

  /** Every streamed answer. */
  static List<byte[]> streams() {
    return all().stream()
        .filter(RecordedExchange::streams)
        .map(exchange -> exchange.response().body())
        .toList();
  }

  private static List<RecordedExchange> ofVendor(List<RecordedExchange> exchanges) {
    return exchanges.stream()
        .filter(exchange -> "api.anthropic.com".equals(exchange.request().uri().getHost()))
        .toList();
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    return request.uri().getPath().endsWith("/models")
        ? new WireResponse(200, Map.of(), models(request.uri()))
        : whole.send(request, call);
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return streamed.open(request, call);
  }

  /** A page of the list, by the vendor's description. */
  static byte[] models(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getQuery().split("&", -1)) {
      query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    int from = MODELS.indexOf(query.getOrDefault("after_id", "")) + 1;
    int to = Math.min(MODELS.size(), from + Integer.parseInt(query.getOrDefault("limit", "20")));
    List<String> page = MODELS.subList(from, to);
    Json.Obj reply =
        Json.EMPTY
            .with("data", Json.array(page.stream().map(RecordedAnthropic::model).toList()))
            .with("first_id", Json.of(page.getFirst()))
            .with("last_id", Json.of(page.getLast()))
            .with("has_more", Json.of(to < MODELS.size()));
    return JsonUtf8.write(reply);
  }

  private static Json model(String id) {
    return JsonUtf8.read(
        """
        {"type":"model","id":"%s","display_name":"Claude A","created_at":"2026-02-19T00:00:00Z",
         "max_input_tokens":200000,"max_tokens":64000,"capabilities":null}
        """
            .formatted(id)
            .getBytes(StandardCharsets.UTF_8));
  }
}
