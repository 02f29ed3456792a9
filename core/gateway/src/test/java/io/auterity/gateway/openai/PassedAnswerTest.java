package io.auterity.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Slips;
import io.auterity.plugins.ai.openai.wire.ChatCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.PassedChat;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that passes says what it says when it is read and written again, and more. */
class PassedAnswerTest {

  private static final OpenAiEndpoint ENDPOINT =
      new OpenAiEndpoint(URI.create("https://o.example/v1/"), "max_completion_tokens");
  private static final ChatCodec READING = new ChatCodec(ENDPOINT);
  private static final PassedChat PASSING = new PassedChat(ENDPOINT);
  private static final ChatWriter WRITER = new ChatWriter(Bodies.BINDER);
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 7);

  /** What is told of tokens of which there were none. */
  private static final Set<Json> NOUGHTS =
      Set.of(
          Json.of(0),
          Json.EMPTY.with("cached_tokens", Json.of(0)),
          Json.EMPTY.with("reasoning_tokens", Json.of(0)));

  private static final String SMALL =
      """
      {"id":"c","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

  @Test
  void recordedAnswersPassAndSayTheSame() throws IOException {
    List<byte[]> answers = answers();

    long passed = answers.stream().filter(PassedAnswerTest::agrees).count();

    assertThat(passed).isGreaterThan(answers.size() / 2);
  }

  @Test
  void passesWhatItsVendorWroteAndAddsNothing() {
    String vendors = SMALL.replace("\"content\"", "\"mood\":\"calm\",\"content\"");

    byte[] passed = ((WireAnswer) passed(vendors.getBytes(UTF_8))).json();

    assertThat(new String(passed, UTF_8)).isEqualTo(vendors);
  }

  @Test
  void tellsTheSumsWhereAVendorLeavesItsThoughtsOutOfThem() {
    String vendors = SMALL.replace("\"total_tokens\":5", "\"total_tokens\":9");

    byte[] passed = ((WireAnswer) passed(vendors.getBytes(UTF_8))).json();

    assertThat(new String(passed, UTF_8)).contains("\"completion_tokens\":6,\"total_tokens\":9}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":\"c\"~\"id\":\"\"",
        "\"created\":5,~",
        "\"model\":\"m\"~\"model\":\"\"",
        "\"stop\"~\"eos\"",
        "\"index\":0~\"index\":1",
        "\"role\":\"assistant\",~",
        "\"content\":\"hi\"~\"content\":\"hi\",\"refusal\":\"no\"",
        "\"content\":\"hi\"~\"content\":\"\"",
        "\"content\":\"hi\"~\"content\":\"hi\",\"reasoning\":\"hm\"",
        "\"content\":\"hi\"~\"content\":null,\"tool_calls\":[{\"id\":\"\",\"type\":\"function\","
            + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]",
        ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}~",
        "\"usage\"~\"error\":{\"message\":\"x\"},\"usage\"",
        "\"id\":\"c\"~\"id\":\"c\",\"id\":\"d\"",
      })
  void leavesToReadingWhatIsNotComplete(String change) {
    String[] parts = change.split("~", -1);
    String body = SMALL.replace(parts[0], parts[1]);

    assertThat(body).isNotEqualTo(SMALL);
    Throwable failure = catchThrowable(() -> READING.decode(reply(body.getBytes(UTF_8))));
    if (failure == null) {
      assertThat(passed(body.getBytes(UTF_8))).isInstanceOf(ChatResponse.class);
    } else {
      assertThat(catchThrowable(() -> passed(body.getBytes(UTF_8))))
          .hasMessage(failure.getMessage());
    }
  }

  @Test
  void whatIsNotCleanUtf8IsRead() {
    byte[] body =
        SMALL
            .replace("\"hi\"", "\"h\u00ff\"")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThat(catchThrowable(() -> passed(body)))
        .hasMessage(catchThrowable(() -> READING.decode(reply(body))).getMessage());
  }

  @Property(tries = 3_000)
  void agreesWithReadingWhateverIsWrong(@ForAll("slips") byte[] body) {
    Throwable failure = catchThrowable(() -> READING.decode(reply(body)));

    if (failure == null) {
      agrees(body);
    } else {
      assertThat(catchThrowable(() -> passed(body))).hasMessage(failure.getMessage());
    }
  }

  @Provide
  Arbitrary<byte[]> slips() {
    return Slips.in(Arbitraries.just(SMALL));
  }

  private static boolean agrees(byte[] body) {
    ChatResponse read = READING.decode(reply(body));
    ChatAnswer passed = passed(body);
    if (passed instanceof WireAnswer wire) {
      assertThat(wire.usage()).isEqualTo(read.usage());
      assertSaid(
          Bodies.JSON.readObject(WRITER.write(read, DEFAULTS)), Bodies.JSON.read(wire.json()), "");
      return true;
    }
    assertThat(passed).isEqualTo(read);
    return false;
  }

  // All that reading and writing would have told stands there; where it had nothing to tell, the
  // vendor may have.
  private static void assertSaid(Json expected, Json found, String path) {
    switch (expected) {
      case Json.Obj object -> {
        assertThat(found).as(path).isInstanceOf(Json.Obj.class);
        object
            .fields()
            .forEach(
                (name, value) -> {
                  Json there = ((Json.Obj) found).get(name);
                  if (!(value instanceof Json.Null) && !NOUGHTS.contains(value)) {
                    assertThat(there).as(path + "." + name).isNotNull();
                    assertSaid(value, java.util.Objects.requireNonNull(there), path + "." + name);
                  }
                });
      }
      case Json.Arr list -> {
        assertThat(found).as(path).isInstanceOf(Json.Arr.class);
        List<Json> items = ((Json.Arr) found).items();
        assertThat(items).as(path).hasSameSizeAs(list.items());
        for (int i = 0; i < items.size(); i++) {
          assertSaid(list.items().get(i), items.get(i), path + "[" + i + "]");
        }
      }
      default -> assertThat(found).as(path).isEqualTo(expected);
    }
  }

  private static ChatAnswer passed(byte[] body) {
    return PASSING.decode(reply(body));
  }

  private static WireResponse reply(byte[] body) {
    return new WireResponse(200, Map.of(), body);
  }

  private static List<byte[]> answers() throws IOException {
    try (Stream<Path> files =
        Files.walk(Repository.shared("fixtures/pydantic-ai/tests/models/cassettes"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .filter(PassedAnswerTest::chats)
          .flatMap(file -> Cassette.read(file).stream())
          .filter(one -> one.request().uri().getPath().endsWith("/chat/completions"))
          .filter(one -> one.response().succeeded())
          .map(one -> one.response().body())
          .filter(body -> new String(body, UTF_8).contains("\"chat.completion\""))
          .toList();
    }
  }

  private static boolean chats(Path file) {
    try {
      return Files.readString(file).contains("/chat/completions");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
