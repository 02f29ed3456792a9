package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.HostileBodies.Sent;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.listener.ListenerTimeouts;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.BodyPace;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes over the wire, each door that is served answers it in its own words, never with
 * 500, and never not at all. Doors are those of the dialects: a new one is among them.
 */
@Tag("postgresql")
@Timeout(90)
class HostileRequestsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir static Path keys;

  private static final int TWENTY_MEGABYTES = 20_000_000;
  private static final int AT_ONCE = 6;

  private static final Settings.Batches KEPT =
      new Settings.Batches(1_000_000, 1_000_000_000, 10_000, 4);

  /** What nobody outside has to know. */
  private static final List<String> INSIDE =
      List.of(
          "io.auterity.",
          "tools.jackson",
          "io.netty",
          "io.vertx",
          "org.postgresql",
          "java.lang",
          "java.util",
          "\tat ",
          RunningGateway.KEY);

  private static final List<String> CODES =
      Arrays.stream(FailureCode.values()).map(FailureCode::wire).toList();

  private static final JsonReader JSON = new JsonReader(1_000_000);

  private static final ChatResponse ANSWER =
      new ChatResponse(
          "c",
          "gpt-4o",
          List.of(new Part.Text("hello")),
          FinishReason.STOP,
          new TokenUsage(3, 1, 0, 0),
          null);

  private static RunningGateway gateway;
  private static HostileBodies.Kept kept = HostileBodies.Kept.NONE;

  @BeforeAll
  static void start() throws Exception {
    gateway =
        running(
            new ListenerTimeouts(Duration.ofMinutes(2), new BodyPace(Duration.ofMinutes(2), 1)));
    gateway.fleet.with("p", List.of("chat.create", "chat.stream", "embedding.create"), "m");
    kept = new HostileBodies.Kept(uploaded("batch"), uploaded("fine-tune"));
  }

  private static String uploaded(String purpose) throws Exception {
    Sent batch =
        Objects.requireNonNull(
            HostileBodies.body(door("POST /v1/files"), "a.jsonl", HostileBodies.Kept.NONE));
    Sent upload = Sent.of(batch.type(), new String(batch.bytes(), UTF_8).replace("batch", purpose));
    HttpResponse<String> told = gateway.send(request("/v1/files", "POST", upload));
    return Objects.requireNonNull(JSON.readObject(told.body().getBytes(UTF_8)).text("id"));
  }

  private static RunningGateway running(ListenerTimeouts listenerTimeouts) {
    Authenticated caller =
        new Authenticated(
            db.newTenant(), new Principal(UUID.randomUUID(), "tester", Principal.Type.SERVICE));
    return new RunningGateway(
        caller,
        KeptSomewhere.in(db.database(), keys, KEPT),
        HostileRequestsTest::answer,
        Settings.DEFAULT.limits(),
        listenerTimeouts);
  }

  // All that came is read, as a road would.
  private static Script.Play answer(Invocation call) {
    if (call.input() instanceof Payload.OfWire wire) {
      wire.whole();
    }
    Script.Play play = new Script.Play(call.id());
    return switch (call.capability()) {
      case "ai.chat.create" -> play.succeed(ANSWER);
      case "ai.chat.stream" ->
          play.say(new ChatEvent.PartDelta(0, new Part.Text("hello")))
              .say(new ChatEvent.Finished(FinishReason.STOP))
              .succeed(null);
      default ->
          play.end(
              new Outcome.Refused(
                  call.id(), Failure.of(FailureCode.CONTEXT_TOO_LONG, "it goes no further")));
    };
  }

  /** Whatever happened: nothing of it is left. */
  @AfterAll
  static void nothingIsLeft() {
    gateway.close();
    assertThat(gateway.meters.get("auterity.gateway.requests.active").gauge().value()).isZero();
  }

  static List<Dialect> dialects() {
    return GatewayServer.dialects(JSON, new Binder()).all();
  }

  static Stream<Endpoint> doors() {
    return dialects().stream().flatMap(dialect -> dialect.endpoints().stream());
  }

  private static Endpoint door(String name) {
    return doors().filter(door -> door.spanName().equals(name)).findFirst().orElseThrow();
  }

  private static List<Endpoint> taking(Dialect dialect) {
    return dialect.endpoints().stream().filter(HostileRequestsTest::takesABody).toList();
  }

  private static boolean takesABody(Endpoint door) {
    return door.method().equals("POST") && !door.path().endsWith("/cancel");
  }

  private static String path(Endpoint door, String named) {
    return door.path().replaceAll("\\{[^}]*}", URLEncoder.encode(named, UTF_8).replace("$", "\\$"));
  }

  private static HttpRequest.Builder request(String path, String method, Sent sent) {
    HttpRequest.Builder request =
        gateway.request(path).method(method, BodyPublishers.ofByteArray(sent.bytes()));
    return request.header("content-type", sent.type());
  }

  // Paths that two dialects have are those of whose headers come.
  private static Map<String, String> headers(Dialect dialect) {
    return switch (dialect.name()) {
      case "anthropic" -> Map.of("anthropic-version", "2023-06-01");
      case "gemini" -> Map.of("x-goog-api-client", "genai");
      default -> Map.of();
    };
  }

  private record Asked(Endpoint door, String path, Sent sent) {}

  private static void sendAll(List<Asked> all) throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Void>> calls = new ArrayList<>();
      for (Asked asked : all) {
        calls.add(
            () -> {
              send(asked);
              return null;
            });
      }
      for (Future<Void> call : callers.invokeAll(calls)) {
        call.get();
      }
    }
  }

  private static void send(Asked asked) throws Exception {
    Endpoint door = asked.door();
    HttpRequest.Builder request = request(asked.path(), door.method(), asked.sent());
    headers(door.dialect()).forEach(request::header);
    HttpResponse<String> answer = gateway.send(request);
    String sent = asked.path() + " " + new String(asked.sent().bytes(), UTF_8);
    require(
        door,
        sent.substring(0, Math.min(300, sent.length())),
        answer.statusCode(),
        code(answer),
        answer.body());
  }

  private static void require(Endpoint door, String sent, int status, String code, String body) {
    String what = "%s: %s → %d %s %s".formatted(door.spanName(), sent, status, code, body);
    assertThat(status).as(what).isBetween(200, 499);
    if (status >= 400) {
      assertThat(CODES).as(what).contains(code);
      assertThat(code).as(what).isNotEqualTo(FailureCode.INTERNAL.wire());
      assertThat(isError(door.dialect(), body)).as(what).isTrue();
      assertThat(INSIDE).as(what).noneMatch(word -> body.contains(word) && !sent.contains(word));
    }
  }

  /** Whether a body is an error in the form of a dialect. */
  private static boolean isError(Dialect dialect, String body) {
    Json.Obj told = JSON.readObject(body.getBytes(UTF_8));
    if (dialect.name().equals("ollama")) {
      return told.text("error") != null;
    }
    return told.get("error") instanceof Json.Obj error
        && error.text("message") != null
        && switch (dialect.name()) {
          case "openai" -> error.text("type") != null && error.text("code") != null;
          case "anthropic" -> error.text("type") != null && "error".equals(told.text("type"));
          case "gemini" -> error.text("status") != null && error.get("details") != null;
          default -> throw new AssertionError("how does it write errors? " + dialect.name());
        };
  }

  // Where nothing is done with a body, the first of them tell as much as all.
  @ParameterizedTest
  @MethodSource("doors")
  void aBodyOfAnythingIsTheCallersFault(Endpoint door) throws Exception {
    sendAll(
        HostileBodies.toEachDoor().stream()
            .limit(door.method().equals("POST") ? Long.MAX_VALUE : 4)
            .map(sent -> new Asked(door, path(door, "m"), sent))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void allOfTheJsonCorpusComesToEachDialect(Dialect dialect) throws Exception {
    List<Endpoint> doors = taking(dialect);
    List<Asked> all = new ArrayList<>();
    for (byte[] body : HostileBodies.jsonCorpus().values()) {
      Endpoint door = doors.get(all.size() % doors.size());
      all.add(new Asked(door, path(door, "m"), new Sent(HostileBodies.JSON, body)));
    }
    sendAll(all);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void allNaughtyStringsComeToEachDialectAsTextsOfGoodBodies(Dialect dialect) throws Exception {
    List<Endpoint> doors = taking(dialect);
    List<String> texts = HostileBodies.naughtyStrings();
    List<Asked> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Endpoint door = doors.get(i % doors.size());
      Sent sent = Objects.requireNonNull(HostileBodies.body(door, texts.get(i), kept));
      all.add(new Asked(door, path(door, "m"), sent));
    }
    assertThat(all).hasSameSizeAs(texts);
    sendAll(all);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void allNaughtyStringsComeToEachDialectAsNamesAndQueries(Dialect dialect) throws Exception {
    List<Endpoint> doors = dialect.endpoints();
    List<String> fields = List.of("after", "limit", "order", "purpose", "after_id", "pageToken");
    List<Asked> all = new ArrayList<>();
    for (String text : HostileBodies.naughtyStrings()) {
      Endpoint door = doors.get(all.size() % doors.size());
      String field = fields.get(all.size() % fields.size());
      String query = "?" + field + "=" + URLEncoder.encode(text, UTF_8);
      String path = path(door, text.isEmpty() ? "m" : text) + query;
      all.add(new Asked(door, path, Sent.of(HostileBodies.JSON, "{}")));
    }
    sendAll(all);
  }

  /** Else what is spoilt would not be looked at. */
  @Test
  void theBodiesAreGoodButForTheirTexts() throws Exception {
    for (Endpoint door : doors().filter(HostileRequestsTest::takesABody).toList()) {
      Sent sent = HostileBodies.body(door, "m", kept);
      assertThat(sent).as("what does %s take?", door.spanName()).isNotNull();
      HttpResponse<String> answer =
          gateway.send(request(path(door, "m"), "POST", Objects.requireNonNull(sent)));
      assertThat(answer.statusCode() == 200 || answer.body().contains("it goes no further"))
          .as("%s: %s", door.spanName(), answer.body())
          .isTrue();
    }
  }

  // Each third of the doors, with a length and without.
  @ParameterizedTest
  @MethodSource("dialects")
  void twentyMegabytesAreTooLarge(Dialect dialect) throws Exception {
    byte[] body = new byte[TWENTY_MEGABYTES];
    Arrays.fill(body, (byte) '[');
    List<Endpoint> doors = taking(dialect);
    for (int i = 0; i < doors.size(); i += 3) {
      Endpoint door = doors.get(i);
      HttpRequest.Builder request =
          gateway
              .request(path(door, "m"))
              .POST(
                  i % 2 == 0
                      ? BodyPublishers.ofByteArray(body)
                      : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
      headers(dialect).forEach(request::header);

      HttpResponse<String> answer = gateway.send(request);

      require(door, "20 MB", answer.statusCode(), code(answer), answer.body());
      assertThat(answer.statusCode()).isIn(400, 413);
    }
  }

  /** A million objects are not made of few bytes. */
  @ParameterizedTest
  @MethodSource("dialects")
  void moreValuesThanAnyCallNeedsAreTooLarge(Dialect dialect) throws Exception {
    byte[] body = ("{\"model\":\"m\",\"k\":[" + "{},".repeat(999_999) + "{}]}").getBytes(UTF_8);
    Endpoint door = taking(dialect).getFirst();
    HttpRequest.Builder request =
        request(path(door, "m"), "POST", new Sent(HostileBodies.JSON, body));
    headers(dialect).forEach(request::header);

    HttpResponse<String> answer = gateway.send(request);

    require(door, "values", answer.statusCode(), code(answer), answer.body());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("more than 1,000,000 values");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void aPackedBodyIsRefusedAsSuch(Dialect dialect) throws Exception {
    byte[] packed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    for (Endpoint door : taking(dialect)) {
      HttpRequest.Builder request =
          request(path(door, "m"), "POST", new Sent(HostileBodies.JSON, packed))
              .header("content-encoding", "gzip");
      headers(dialect).forEach(request::header);

      HttpResponse<String> answer = gateway.send(request);

      require(door, "gzip", answer.statusCode(), code(answer), answer.body());
      assertThat(answer.statusCode()).as(door.spanName()).isEqualTo(415);
      assertThat(answer.headers().firstValue("accept-encoding")).hasValue("identity");
      assertThat(answer.body()).contains("content-encoding 'gzip'");
    }
  }

  @Test
  void aBodyThatSaysItIsAsItIsIsTaken() throws Exception {
    Endpoint door = door("POST /v1/embeddings");
    Sent sent = Objects.requireNonNull(HostileBodies.body(door, "m", kept));

    HttpResponse<String> answer =
        gateway.send(request(door.path(), "POST", sent).header("content-encoding", "identity"));
    HttpResponse<String> none =
        gateway.send(gateway.request("/v1/models").header("content-encoding", "gzip"));

    assertThat(answer.body()).contains("it goes no further");
    assertThat(none.statusCode()).isEqualTo(200);
  }

  private static String code(HttpResponse<String> answer) {
    return answer.headers().firstValue("auterity-code").orElse("");
  }

  @Test
  void tenThousandHeadersAreTooMany() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      many.append("x-h-").append(i).append(": v\r\n");
    }
    for (Endpoint door : doors().toList()) {
      try (Socket socket = gateway.connect()) {
        write(socket, head(door) + many + "content-length: 2\r\n\r\n{}");

        assertThat(refusal(socket, door, "10,000 headers")).isEqualTo("too_large");
      }
    }
  }

  @Test
  void aBodyWhoseEndCannotBeToldIsInvalid() throws Exception {
    for (Endpoint door : doors().toList()) {
      try (Socket socket = gateway.connect()) {
        String type = "content-type: %s\r\n".formatted(HostileBodies.FORM);
        write(socket, head(door) + type + "transfer-encoding: chunked\r\n\r\n2\r\n--\r\nzz\r\n");

        assertThat(refusal(socket, door, "a chunk of no length")).isEqualTo("invalid");
      }
    }
  }

  @Test
  void aCallerWhoStopsInTheMiddleIsAnsweredWhenItsTimeIsOver() throws Exception {
    try (RunningGateway hasty =
        running(
            new ListenerTimeouts(
                Duration.ofSeconds(20), new BodyPace(Duration.ofMillis(400), 1024)))) {
      List<Endpoint> doors = doors().toList();
      List<Socket> sockets = new ArrayList<>();
      for (Endpoint door : doors) {
        Socket socket = hasty.connect();
        sockets.add(socket);
        String type = "content-type: %s\r\n".formatted(HostileBodies.FORM);
        write(socket, head(door) + type + "content-length: 900\r\n\r\n--b");
      }
      for (int i = 0; i < doors.size(); i++) {
        assertThat(refusal(sockets.get(i), doors.get(i), "a stall")).isEqualTo("timeout");
        sockets.get(i).close();
      }
    }
  }

  @Test
  void aCallerWhoClosesItsHalfIsNotWaitedFor() throws Exception {
    for (String rest : List.of("content-length: 900\r\n\r\n{", "content-length: 2\r\n\r\n{}")) {
      List<Socket> sockets = new ArrayList<>();
      for (Endpoint door : doors().toList()) {
        Socket socket = gateway.connect();
        sockets.add(socket);
        write(socket, head(door) + rest);
        socket.shutdownOutput();
      }
      for (Socket socket : sockets) {
        assertThat(all(socket)).doesNotContain("HTTP/1.1 5");
        socket.close();
      }
    }
    while (gateway.meters.get("auterity.gateway.requests.active").gauge().value() > 0) {
      LockSupport.parkNanos(1_000_000); // Until the time of the test is over.
    }
  }

  private static String head(Endpoint door) {
    String more =
        headers(door.dialect()).entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    return "%s %s HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer %s\r\n%s"
        .formatted(door.method(), path(door, "m"), RunningGateway.KEY, more);
  }

  // An answer may come, and the connection end, before all is sent.
  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    } catch (IOException e) {
      // What has been answered is read all the same.
    }
  }

  private static String all(Socket socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (IOException e) {
      // It ends with a reset where it has not taken all that was sent.
    }
    return all.toString(UTF_8);
  }

  /** The code of a refusal, after which the connection ends. */
  private static String refusal(Socket socket, Endpoint door, String sent) {
    String[] answer = all(socket).split("\r\n\r\n", 2);
    assertThat(answer).as("%s: %s", door.spanName(), sent).hasSize(2);
    String code =
        answer[0]
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("auterity-code: "))
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .collect(Collectors.joining());
    require(door, sent, Integer.parseInt(answer[0].split(" ", 3)[1]), code, answer[1]);
    return code;
  }
}
