package io.auterity.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Puts secrets, and prompts that no route keeps, through every failure on their way and looks for
 * them everywhere afterwards.
 */
@Tag("postgresql")
class HiddenSecretTest {

  /** In every secret; no part of it stands anywhere else. */
  private static final String CANARY = "qkzjvxwq";

  /** In every prompt, and in what vendors say of it. */
  private static final String PROMPT = "wvzkqjbx of mine";

  private static final Pattern SPRING = Pattern.compile("^(TRACE|DEBUG) org\\.springframework\\.");

  /** The vendor of these tests, who is shown secrets in paths. */
  private static final Pattern VENDOR = Pattern.compile("^DEBUG com\\.sun\\.net\\.httpserver: ");

  private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

  private static final List<String> AUTHS =
      List.of(
          "{bearer: {secret: %s}}",
          "{header: {name: x-api-key, secret: %s}}",
          "{basic: {user: me, secret: %s}}",
          "{path: {secret: %s}}",
          "{sigv4: {secret: %s}}",
          "{google-service-account: {secret: %s}}");

  private static final List<String> MODES = List.of("header", "exception", "cause", "failure");

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(folder -> CarelessPlugin.write(folder.resolve("careless.jar")));

  private static Everything all;
  private static HttpServer vendor;
  private static ServerSocket plain;
  private static final AtomicInteger handshakes = new AtomicInteger();

  @BeforeAll
  static void listen() throws IOException {
    all = Everything.listening();
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/",
        exchange -> {
          // A vendor that repeats what it was shown.
          String heads =
              exchange.getRequestURI() + exchange.getRequestHeaders().entrySet().toString();
          byte[] body = exchange.getRequestBody().readAllBytes();
          byte[] said =
              (new String(body, StandardCharsets.UTF_8) + heads).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(401, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    vendor.start();
    plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(HiddenSecretTest::answerHandshakes);
  }

  @AfterAll
  static void end() throws IOException {
    vendor.stop(0);
    plain.close();
  }

  /** Without TLS to whoever begins it, and at once: a server that waits for a line would hang. */
  private static void answerHandshakes() {
    while (!plain.isClosed()) {
      try (Socket caller = plain.accept()) {
        caller.getInputStream().read();
        caller
            .getOutputStream()
            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        handshakes.incrementAndGet();
      } catch (IOException e) {
        // The caller has gone, or the test is over.
      }
    }
  }

  @Test
  void noSecretIsToldByAnyFailureOnItsWay() throws IOException, SQLException {
    brokenSecretsOfProviders();
    carelessConnectors();
    vendorsThatRepeatWhatTheyAreShown();
    tokensOfThoseWhoRepeatWhatTheyAreShown();
    whatPeopleAgreeToAtThoseWhoRepeatIt();
    promptsInBodiesThatAreRefused();
    malformedCredentialsOfCallers();
    server.stop();

    List<String> rows = Everything.rows(server.database());
    // What was looked for would have been found.
    assertThat(rows).anyMatch(row -> row.startsWith("decision_") && row.contains("secret-name-0"));
    assertThat(rows).anyMatch(row -> row.startsWith("audit") && row.contains("secret-name-0"));
    assertThat(all.replies())
        .anyMatch(reply -> reply.contains("cannot use its secret 'secret-name-0'"));
    assertThat(all.lines()).anyMatch(line -> line.contains("careless"));
    assertThat(all.replies()).anyMatch(reply -> reply.contains("the vendor says: " + PROMPT));
    assertThat(around(CANARY, all.replies())).isEmpty();
    List<String> ours = all.lines().stream().filter(line -> !VENDOR.matcher(line).find()).toList();
    assertThat(around(CANARY, ours)).isEmpty();
    // Below warnings Spring tells of answers; it is never asked to.
    List<String> written =
        all.lines().stream().filter(line -> !SPRING.matcher(line).find()).toList();
    assertThat(around(PROMPT, written)).isEmpty();
    for (String hidden : List.of(CANARY, PROMPT)) {
      assertThat(around(hidden, rows)).isEmpty();
      assertThat(around(hidden, files())).isEmpty();
    }
  }

  /** All files of the server's data directory. */
  private static List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(server.data())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.add(file + ": " + Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  /** The texts that hold it, cut to where it stands. */
  private static List<String> around(String hidden, List<String> texts) {
    return texts.stream()
        .filter(text -> text.contains(hidden))
        .map(text -> text.substring(Math.max(0, text.indexOf(hidden) - 200)))
        .map(text -> text.substring(0, Math.min(text.length(), 300)))
        .toList();
  }

  private static void brokenSecretsOfProviders() {
    for (int i = 0; i < AUTHS.size(); i++) {
      House house = new House();
      String name = "secret-name-" + i;
      house.store(name, CANARY + "\n" + CANARY + "\u0001");
      house.apply(AUTHS.get(i).formatted(name), "{url: '%s'}".formatted(vendor()));
      for (String id : List.of("text", "chat")) {
        assertThat(house.reason(id)).contains("cannot use its secret '%s'".formatted(name));
      }
      house.call();
    }
  }

  private static void carelessConnectors() {
    for (String mode : MODES) {
      House house = new House();
      house.store("configured", CANARY + "\n" + CANARY + "-2");
      house.apply(
          null, "{url: '%s', mode: %s, key: {secret: configured}}".formatted(vendor(), mode));
      house.call();
    }
  }

  private static void vendorsThatRepeatWhatTheyAreShown() {
    String noTls = "https://127.0.0.1:%d/".formatted(plain.getLocalPort());
    for (String auth : AUTHS.subList(0, 4)) {
      for (String url : List.of(vendor(), "http://127.0.0.1:1/", noTls)) {
        House house = new House();
        house.store("good", CANARY + "-good");
        house.apply(auth.formatted("good"), "{url: '%s'}".formatted(url));
        house.call();
      }
    }
    for (String url : List.of(vendor(), "http://127.0.0.1:1/", noTls)) {
      House house = new House();
      house.store("good", "ASIDEXAMPLE0000EXAMPLE:" + CANARY + "-key:" + CANARY + "-session");
      house.apply("{sigv4: {secret: good}}", "{url: '%s'}".formatted(url));
      house.call();
    }
    assertThat(handshakes).hasPositiveValue();
  }

  /** The endpoint of tokens repeats the secret, and gives a token that the vendor repeats. */
  private static void tokensOfThoseWhoRepeatWhatTheyAreShown() {
    vendor.createContext(
        "/token",
        exchange -> {
          byte[] said =
              "{\"access_token\": \"%s.token\", \"expires_in\": 600}"
                  .formatted(CANARY)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    vendor.createContext(
        "/refused",
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] said =
              "{\"error\": \"invalid_grant\", \"error_description\": \"%s\"}"
                  .formatted(form)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    String account = GoogleAccount.file(CANARY);
    for (String path : List.of("token", "refused")) {
      for (String auth :
          List.of(
              "{oauth-client: {clientId: me, secret: good, tokenUrl: '%s'}}",
              "{google-service-account: {secret: account, tokenUrl: '%s'}}")) {
        House house = new House();
        house.store("good", CANARY + " & good");
        house.store("account", account);
        house.apply(auth.formatted(vendor() + path), "{url: '%s'}".formatted(vendor()));
        house.call();
      }
    }
    assertThat(all.replies()).anyMatch(reply -> reply.contains("invalid_grant"));
  }

  /**
   * The endpoint repeats the client's secret, the code and its proof, then gives tokens that the
   * vendor repeats, and repeats them when they are renewed and given back.
   */
  private static void whatPeopleAgreeToAtThoseWhoRepeatIt() {
    vendor.createContext("/agreed", HiddenSecretTest::agreed);
    House house = new House();
    house.store("client", CANARY + " & client");
    house.apply(
        "{oauth2: {clientId: me, secret: client}}",
        "{url: '%s'}".formatted(vendor().replaceFirst("/$", "")));
    // One that lasts is used as it is, and one that does not is renewed first.
    for (String life : List.of("short", "long")) {
      for (String id : List.of("text", "chat")) {
        assertThat(house.finished(id, CANARY + "-bad").status()).isEqualTo(403);
        assertThat(house.finished(id, CANARY + "-good-" + life).status()).isEqualTo(200);
      }
      house.call();
    }
    for (String id : List.of("text", "chat")) {
      house.reason(id);
      Reply ended = house.admin.delete("/api/v1/providers/%s/connection".formatted(id));
      assertThat(all.seen(ended).status()).as(ended.toString()).isEqualTo(200);
    }
  }

  private static void agreed(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean good = form.contains("code=" + CANARY + "-good");
    byte[] said =
        (good
                ? "{\"access_token\": \"%1$s.access\", \"refresh_token\": \"%1$s.refresh\", \"expires_in\": %2$d}"
                    .formatted(CANARY, form.contains("long") ? 600 : 5)
                : "{\"error\": \"%1$s\", \"error_description\": \"%1$s\"}".formatted(form))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(good ? 200 : 400, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  private static void malformedCredentialsOfCallers() throws IOException {
    List<URI> doors = List.of(URI.create(server.anonymous().base()), server.gateway());
    for (URI door : doors) {
      for (String head : malformed()) {
        all.seen(raw(door, head));
      }
    }
  }

  private static List<String> malformed() {
    List<String> heads = new ArrayList<>();
    for (String line :
        List.of(
            "Authorization: Bearer %s\u0000",
            "Authorization: Bearer %s\u0001%s",
            "Authorization: Bearer \u007f%s",
            "Authorization: Bearer x\n %s",
            "Authorization: Bearer x\r%s",
            "Authorization: Bearer \u00e9%s",
            "Authorization : Bearer %s",
            "Authorization Bearer %s",
            "Author\u0000ization: Bearer %s",
            " Authorization: Bearer %s",
            "Authorization\n: Bearer %s",
            ": Bearer %s",
            "Authorization: Bearer " + "%s".repeat(3),
            "Authorization: Basic %s",
            "Authorization: %s",
            "X-Api-Key: %s\u0000",
            "Cookie: auterity_session=\"%s",
            "Cookie: auterity_session=%s\u0001; a=%s",
            "Cookie: %s=\u007f,;=",
            "Host: %s\u0001",
            "Host: %s:%s",
            "Host: [%s",
            "Content-Length: %s",
            "Transfer-Encoding: %s",
            "Content-Type: %s",
            "Expect: %s",
            "Idempotency-Key: %s\u00e9",
            "traceparent: %s",
            "Upgrade: %s\r\nConnection: upgrade")) {
      for (String path : List.of("GET /api/v1/session", "POST /v1/chat/completions", "POST /mcp")) {
        heads.add(
            path + " HTTP/1.1\r\nHost: localhost\r\n" + line.replace("%s", CANARY) + "\r\n\r\n");
      }
    }
    heads.add(
        "GET /x HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
            + CANARY.repeat(20_000)
            + "\r\n\r\n");
    heads.add(CANARY + " " + CANARY + "\r\n\r\n");
    heads.add("GET / HTTP/" + CANARY + "\r\n\r\n");
    return heads;
  }

  /** What comes back, in a moment or never. */
  private static String raw(URI door, String head) throws IOException {
    try (Socket socket = new Socket(door.getHost(), door.getPort())) {
      socket.setSoTimeout(300);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      return "";
    } catch (IOException e) {
      // It was closed before all was sent, as it should be.
      return "";
    }
  }

  private static String chat(String fields) {
    return "{%s, \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
        .formatted(fields, PROMPT);
  }

  private static void promptsInBodiesThatAreRefused() {
    House house = new House();
    for (String fields :
        List.of(
            "\"temperature\": \"%s\"".formatted(PROMPT),
            "\"%s\": 1, \"model\": \"m\"".formatted(PROMPT),
            "\"model\": \"m\", \"stream\": \"%s\"".formatted(PROMPT),
            "\"model\": \"m\", \"tools\": [{\"type\": \"%s\"}]".formatted(PROMPT),
            "\"model\": \"m\" %s".formatted(PROMPT))) {
      Reply refused = house.caller.post("/v1/chat/completions", chat(fields));
      assertThat(refused.status()).as(refused.toString()).isGreaterThanOrEqualTo(400);
    }
  }

  private static String vendor() {
    return "http://127.0.0.1:%d/".formatted(vendor.getAddress().getPort());
  }

  /** A tenant with a text and a chat provider. */
  private static final class House {

    private final Client admin = server.newTenant();
    private final Client caller = new Client(server.gateway().toString()).bearer(admin.key());

    void store(String name, String value) {
      Reply stored =
          admin
              .with("Content-Type", "text/plain")
              .send("PUT", "/api/v1/secrets/" + name, BodyPublishers.ofString(value));
      assertThat(all.seen(stored).status()).as(stored.toString()).isEqualTo(200);
    }

    void apply(@Nullable String auth, String config) {
      for (String kind : List.of("text", "chat")) {
        String spec = "connector: careless-%s, config: %s".formatted(kind, config);
        Reply applied =
            admin.post(
                "/api/v1/apply",
                "application/yaml",
                "{kind: provider, id: %s, spec: {%s}}"
                    .formatted(kind, auth == null ? spec : spec + ", auth: " + auth));
        assertThat(all.seen(applied).status()).as(applied.toString()).isEqualTo(200);
      }
    }

    /** Begins to connect a provider and finishes that with a code. */
    Reply finished(String provider, String code) {
      Reply begun = admin.post("/api/v1/providers/%s/connect".formatted(provider), "{}");
      assertThat(all.seen(begun).status()).as(begun.toString()).isEqualTo(200);
      Matcher state = STATE.matcher(begun.text("authorize"));
      assertThat(state.find()).isTrue();
      return all.seen(
          admin.post(
              "/api/v1/connections",
              "{\"state\": \"%s\", \"code\": \"%s\"}".formatted(state.group(1), code)));
    }

    String reason(String provider) {
      all.seen(admin.get("/api/v1/providers"));
      return all.seen(admin.get("/api/v1/providers/" + provider)).text("reason");
    }

    /** Calls through both doors, and reads what is told of it. */
    void call() {
      Reply rest = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"%s\"}".formatted(PROMPT));
      Reply chat = caller.post("/v1/chat/completions", chat("\"model\": \"m\""));
      for (Reply reply : List.of(rest, chat)) {
        assertThat(all.seen(reply).status()).as(reply.toString()).isGreaterThanOrEqualTo(400);
        String decision = reply.header("auterity-decision");
        assertThat(all.seen(admin.awaiting("/api/v1/decisions/" + decision)).status())
            .as(decision)
            .isEqualTo(200);
      }
    }
  }
}
