package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Real traffic of Cohere's chat and the examples of the vendor's description, streams among them;
 * as a transport it answers so, and lists models by the description.
 */
public final class RecordedCohere implements Transport {

  static final CohereEndpoint ENDPOINT =
      new CohereEndpoint(URI.create("https://api.cohere.com/"), "search_document", "NONE");

  private static final String CASSETTES = "fixtures/pydantic-ai/tests/models/cassettes/test_cohere";
  private static final List<String> MODELS = List.of("command-a", "command-b", "command-c");

  private static @Nullable VendorSchema read;

  /** The vendor's description; not read before a test asks for it, which is skipped without. */
  static synchronized VendorSchema schema() {
    VendorSchema known = read;
    if (known == null) {
      try {
        known = new VendorSchema("specs/cohere.yaml.gz");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      read = known;
    }
    return known;
  }

  /** Every recorded exchange of a chat. */
  static List<RecordedExchange> all() {
    return Cassette.readAll(Repository.shared(CASSETTES)).stream()
        .filter(exchange -> "api.cohere.com".equals(exchange.request().uri().getHost()))
        .toList();
  }

  /** The recorded answer of a session, e.g. {@code test_cohere_model_thinking_part}. */
  static WireResponse session(String name) {
    return Cassette.read(Repository.shared(CASSETTES + "/" + name + ".yaml")).stream()
        .filter(exchange -> "api.cohere.com".equals(exchange.request().uri().getHost()))
        .findFirst()
        .orElseThrow()
        .response();
  }

  /** The whole answers among the vendor's examples of that path. */
  static List<WireResponse> examples(String path) {
    List<WireResponse> answers = new ArrayList<>();
    for (JsonNode example : schema().posted(path).get("x-fern-examples")) {
      JsonNode body = example.at("/response/body");
      if (body.isObject()) {
        answers.add(reply(body.toString()));
      }
    }
    return answers;
  }

  /** The streamed answers among the vendor's examples, as bytes. */
  static List<byte[]> streams() {
    List<byte[]> streams = new ArrayList<>();
    for (JsonNode example : schema().posted("/v2/chat").get("x-fern-examples")) {
      JsonNode events = example.at("/response/stream");
      if (events.isArray()) {
        streams.add(bytes(events));
      }
    }
    return streams;
  }

  private static byte[] bytes(JsonNode events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (JsonNode event : events) {
      String text =
          "event: %s\ndata: %s\n\n".formatted(event.get("event").asString(), event.get("data"));
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  static WireResponse reply(String json) {
    return new WireResponse(200, Map.of(), json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    String path = request.uri().getPath();
    return switch (path) {
      case "/v2/chat" -> session("test_request_usage_with_cached_tokens");
      case "/v2/embed", "/v2/rerank" -> examples(path).getFirst();
      case "/v2/audio/transcriptions" -> reply("{\"text\":\"Hello.\"}");
      case "/v1/models" -> reply(models(request.uri()).toString());
      default -> reply(model(path.substring(path.lastIndexOf('/') + 1)).toString());
    };
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    String stream = new String(streams().getFirst(), StandardCharsets.UTF_8);
    return new ScriptedTransport(List.of(ScriptedReply.of(200, stream))).open(request, call);
  }

  /** A page of the list, by the vendor's description. */
  static Json.Obj models(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getQuery().split("&", -1)) {
      query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    int from = Integer.parseInt(query.getOrDefault("page_token", "0"));
    int to =
        Math.min(MODELS.size(), from + Integer.parseInt(query.getOrDefault("page_size", "20")));
    Json.Obj page =
        Json.EMPTY.with(
            "models",
            Json.array(MODELS.subList(from, to).stream().map(RecordedCohere::model).toList()));
    return to < MODELS.size() ? page.with("next_page_token", Json.of(Integer.toString(to))) : page;
  }

  static Json model(String name) {
    return JsonUtf8.read(
        """
        {"name":"%s","is_deprecated":false,"endpoints":["chat"],"finetuned":false,
         "context_length":288000.0,"default_endpoints":[],"features":["tools","vision"]}
        """
            .formatted(name));
  }
}
