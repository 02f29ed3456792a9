package io.auterity.plugins.ai.openai.wire;

import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Real traffic of OpenAI and of endpoints that speak its dialect. */
public final class Recorded {

  static final OpenAiEndpoint OPENAI =
      new OpenAiEndpoint(URI.create("https://api.openai.com/v1/"), "max_completion_tokens");

  private static final String CASSETTES = "fixtures/pydantic-ai/tests/models/cassettes";
  private static final Set<String> VENDORS =
      Set.of(
          "api.openai.com",
          "api.groq.com",
          "api.mistral.ai",
          "api.cerebras.ai",
          "router.huggingface.co",
          "generativelanguage.googleapis.com");

  private Recorded() {}

  /** The exchanges of one session, e.g. {@code test_openai/test_user_id}. */
  public static List<RecordedExchange> session(String name) {
    return chats(Cassette.read(Repository.shared(CASSETTES + "/" + name + ".yaml")));
  }

  /** Every chat that was answered with success, and at once. */
  static List<RecordedExchange> answers() {
    return Stream.of("test_openai", "test_groq", "test_huggingface", "test_mistral")
        .map(vendor -> Cassette.readAll(Repository.shared(CASSETTES + "/" + vendor)))
        .flatMap(all -> chats(all).stream())
        .filter(exchange -> exchange.response().succeeded())
        .filter(exchange -> !exchange.streams())
        .toList();
  }

  /** The responses of one session that came with success. */
  static List<RecordedExchange> responses(String session) {
    String file = CASSETTES + "/test_openai_responses/" + session + ".yaml";
    return responses(Cassette.read(Repository.shared(file)));
  }

  /** Every response that came with success. */
  static List<RecordedExchange> responses() {
    return responses(Cassette.readAll(Repository.shared(CASSETTES + "/test_openai_responses")));
  }

  private static List<RecordedExchange> responses(List<RecordedExchange> exchanges) {
    return exchanges.stream()
        .filter(exchange -> exchange.request().uri().getPath().endsWith("/responses"))
        .filter(exchange -> !asksForBackground(exchange))
        .filter(exchange -> exchange.response().succeeded())
        .toList();
  }

  // Answered later, and so never asked for here.
  private static boolean asksForBackground(RecordedExchange exchange) {
    return new String(exchange.request().body(), StandardCharsets.UTF_8)
        .replace(" ", "")
        .contains("\"background\":true");
  }

  /** The streams of one session of Simon Willison's llm. */
  static List<byte[]> toolStreams(String variant) {
    String folder = "fixtures/llm-simonw/tests/cassettes/test_tools_streaming/";
    return Cassette.read(Repository.shared(folder + variant + ".yaml")).stream()
        .map(exchange -> exchange.response().body())
        .toList();
  }

  private static List<RecordedExchange> chats(List<RecordedExchange> exchanges) {
    return exchanges.stream()
        .filter(exchange -> VENDORS.contains(exchange.request().uri().getHost()))
        .filter(exchange -> exchange.request().uri().getPath().endsWith("/chat/completions"))
        .toList();
  }
}
