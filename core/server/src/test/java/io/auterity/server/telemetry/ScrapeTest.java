package io.auterity.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.plugin.PluginJar;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server shows to Prometheus after calls of every kind, and what is made of that. */
@Tag("postgresql")
class ScrapeTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path PAGE = ROOT.resolve("docs/reference/metrics.md");
  private static final Path EXAMPLES = ROOT.resolve("examples/observability");

  private static final JsonReader JSON = new JsonReader(10_000_000);

  private static final String MANIFEST =
      """
      id: talk
      version: 1.0.0
      spi: 1
      main: sample.Talk
      summary: Talks, or does not
      needs: []
      natives: false
      connectors:
        - id: talk
          kind: ai
          summary: Talks, or does not
          marks: [local]
          auth: [none]
          egress: ["${url}"]
          grade: V1
          support:
            chat.create: {support: full}
            chat.stream: {support: full}
      """;

  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.ai.*;
      import java.net.URI;
      import java.util.*;

      public class Talk implements Plugin {
        public List<Connector<?>> connectors() { return List.of(new TalkConnector()); }

        public record Config(String url) {}

        static class TalkConnector implements Connector<Ai> {
          public String id() { return "talk"; }
          public Class<Config> config() { return Config.class; }
          public Class<Ai> kind() { return Ai.class; }
          public Ai open(ProviderContext context) { return new Talking(context); }
          public void check(Ai instance, Call call) {}
        }

        record Talking(ProviderContext context) implements Ai {
          private static void told(ChatRequest request) {
            if (request.model().equals("down")) {
              throw new CallFailedException(FailureCode.UNAVAILABLE, "it is down");
            }
          }

          public ChatResponse createChat(ChatRequest request, Call call) {
            told(request);
            URI url = URI.create(context.config().text("url"));
            context.transport().send(WireRequest.get(url), call);
            call.meter("input_tokens", 7);
            call.meter("cached_input_tokens", 3);
            call.meter("output_tokens", 2);
            return new ChatResponse("1", request.model(), List.of(new Part.Text("hi")),
                FinishReason.STOP, new TokenUsage(10, 2, 3, 0), null);
          }

          public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
            told(request);
            Iterator<ChatEvent> events =
                List.<ChatEvent>of(
                        new ChatEvent.Started("1", request.model()),
                        new ChatEvent.PartDelta(0, new Part.Text("hi")),
                        new ChatEvent.Used(new TokenUsage(10, 2, 3, 0)),
                        new ChatEvent.Finished(FinishReason.STOP))
                    .iterator();
            return new Events<>() {
              public ChatEvent next() { return events.hasNext() ? events.next() : null; }
              public void close() {}
            };
          }
        }
      }
      """;

  private static final String RESOURCES =
      """
      kind: provider
      id: talk
      spec: {connector: talk, config: {url: "VENDOR"}}
      ---
      kind: prices
      id: own
      spec:
        currency: USD
        asOf: "2026-11-01"
        offers:
          talk/up: {input: "0.5", output: "1", per: 1}
          talk/down: {input: "0.5", output: "1", per: 1}
      ---
      kind: budget
      id: month
      spec: {cap: "1000.00", currency: USD, period: month}
      ---
      kind: guardrail
      id: names
      spec: {on: [request], find: {words: [waldo], as: name}, act: watch}
      ---
      kind: route
      id: over
      spec: {when: {model: over}, use: [talk/down, talk/up], retry: {max: 1}}
      ---
      kind: workflow
      id: one
      spec: {steps: [{id: a, transform: 1}]}
      """;

  private static final String FILE =
      """
      plugin: plans
      format: 1
      version: 1.0.0
      summary: Plans
      config: {url: {type: string, format: uri}}
      servers: {api: {url: "${config.url}"}}
      auth: [{kind: none}]
      check: {request: GET /health}
      connectors:
        plans:
          kind: tracker
          operations:
            project.get:
              request: GET /health
              result: {ref: "1", key: one, name: One, description: "${it.purpose}"}
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            new PluginJar()
                .manifest(MANIFEST)
                .source("sample.Talk", SOURCE)
                .write(plugins.resolve("talk.jar"));
            try {
              Files.writeString(plugins.resolve("plans.yaml"), FILE);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });

  private static String tenant = "";

  @BeforeAll
  static void callsOfEveryKind() {
    Client admin = server.newTenant();
    tenant =
        "tenant=\"ten_%s\"".formatted(server.tenantOf(admin).tenant().toString().replace("-", ""));
    admin.apply(RESOURCES.replace("VENDOR", server.console().resolve("/health").toString()));
    Client gateway = new Client(server.gateway().toString()).bearer(admin.key());
    assertThat(chat(gateway, "talk/up", false).status()).isEqualTo(200);
    assertThat(chat(gateway, "talk/up", true).status()).isEqualTo(200);
    assertThat(chat(gateway, "over", false).status()).isEqualTo(200);
    assertThat(chat(gateway, "talk/down", false).status()).isGreaterThanOrEqualTo(500);
    server
        .anonymous()
        .post(
            "/api/v1/sign-in/token",
            "{\"tenant\": \"nobody\", \"issuer\": \"none\", \"token\": \"x\"}");
    aReplyThatLacksAField();
    String run = admin.post("/api/v1/workflows/one/runs", "{\"input\": {}}").text("id");
    admin.awaiting("/api/v1/runs/" + run, "state", "succeeded");
    long end = System.nanoTime() + 20_000_000_000L;
    while (!open().contains("auterity_runs_completed_total") && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void aReplyThatLacksAField() {
    Client other = server.newTenant();
    other.apply(
        """
        kind: provider
        id: plans
        spec: {connector: plans, unverified: true, config: {url: "VENDOR"}}
        """
            .replace("VENDOR", server.console().toString()));
    Reply read = other.post("/api/v1/call/tracker.project.get", "{\"project\": \"1\"}");
    assertThat(read.status()).as(read.toString()).isEqualTo(200);
  }

  private static Reply chat(Client gateway, String model, boolean stream) {
    return gateway.post(
        "/v1/chat/completions",
        "{\"model\": \"%s\", \"stream\": %s, \"max_tokens\": 9, \"messages\": [{\"role\": \"user\", \"content\": \"Where is waldo?\"}]}"
            .formatted(model, stream));
  }

  private static String open() {
    return server.anonymous().get("/metrics").body();
  }

  private static String ofTenants() {
    Reply reply = server.operator().get("/api/v1/metrics");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.body();
  }

  @ParameterizedTest
  @CsvSource({"0, Of the process", "1, Of tenants"})
  void theReferenceNamesWhatThereIs(int place, String title) throws IOException {
    Scrape scrape = Scrape.of(List.of(place == 0 ? open() : ofTenants()));

    String part = Files.readString(PAGE).split("\n## ", -1)[place + 1];
    assertThat(part).startsWith(title);
    Map<String, List<String>> rows = new TreeMap<>();
    part.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .forEach(cells -> rows.put(cells[1].strip().replace("`", ""), Arrays.asList(cells)));
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(scrape.own());
    rows.forEach(
        (name, cells) -> {
          assertThat(cells.get(2).strip()).as(name).isEqualTo(scrape.types().get(name));
          assertThat(names(cells.get(3)))
              .as(name)
              .containsExactlyInAnyOrderElementsOf(scrape.labelsOf(name));
        });
  }

  private static Set<String> names(String cell) {
    return Pattern.compile("`(\\w+)`")
        .matcher(cell)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void countsAreThoseOfTheCalls() {
    Scrape scrape = Scrape.of(List.of(ofTenants()));

    assertThat(scrape.value("auterity_call_seconds_count", tenant, "code=\"ok\"")).isEqualTo(3);
    assertThat(scrape.value("auterity_failovers_total", tenant)).isEqualTo(1);
    assertThat(scrape.value("auterity_attempts_total", tenant, "code=\"unavailable\""))
        .isGreaterThanOrEqualTo(2);
    assertThat(scrape.value("gen_ai_client_token_usage_sum", tenant, "gen_ai_token_type=\"input\""))
        .isEqualTo(30);
    assertThat(scrape.value("auterity_usage_total", tenant, "unit=\"cached_input_tokens\""))
        .isEqualTo(9);
    assertThat(scrape.value("gen_ai_server_time_to_first_token_seconds_count", tenant))
        .isEqualTo(1);
    assertThat(scrape.value("auterity_cost_total", tenant)).isEqualTo(21);
    assertThat(scrape.value("auterity_limit_used", tenant)).isEqualTo(21);
    assertThat(scrape.value("auterity_limit_cap", tenant)).isEqualTo(1000);
    assertThat(scrape.value("auterity_provider_connected", tenant)).isEqualTo(1);
    assertThat(scrape.value("auterity_provider_breaker", tenant)).isEqualTo(1);
  }

  @Test
  void onlyTheOperatorSeesWhoIsWho() {
    assertThat(open()).doesNotContain(tenant, "talk/", "gen_ai_");
    assertThat(server.anonymous().get("/api/v1/metrics").status()).isEqualTo(401);
    assertThat(server.newTenant().get("/api/v1/metrics").status()).isIn(401, 403);
  }

  @Test
  void theBoardShowsOnlyWhatThereIs() throws IOException {
    List<String> expressions = new ArrayList<>();
    collect(
        JSON.readObject(Files.readAllBytes(EXAMPLES.resolve("grafana-board.json"))), expressions);

    assertThat(expressions).hasSizeGreaterThan(30);
    assertThat(missing(expressions)).isEmpty();
  }

  @Test
  void alertsAskOnlyForWhatThereIs() throws IOException {
    String rules = Files.readString(EXAMPLES.resolve("alerts.yaml"));
    List<String> expressions = new ArrayList<>();
    collect(new YamlReader(100_000).read(rules).getFirst().value(), expressions);

    assertThat(expressions).hasSizeGreaterThan(15);
    assertThat(missing(expressions)).isEmpty();
  }

  @Test
  void whatIsAskedForByOtherNamesIsMadeOfWhatThereIs() throws IOException {
    List<String> expressions =
        Files.readString(PAGE)
            .split("\n## ", -1)[3]
            .lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> quoted(line).skip(1))
            .toList();

    assertThat(expressions).hasSizeGreaterThan(8);
    assertThat(missing(expressions)).isEmpty();
  }

  // A bar inside of a cell is escaped.
  private static Stream<String> quoted(String line) {
    return Pattern.compile("`([^`]+)`")
        .matcher(line)
        .results()
        .map((MatchResult found) -> found.group(1).replace("\\|", "|"));
  }

  @Test
  void anExpressionOfWhatIsNotThereIsFound() {
    assertThat(missing(List.of("rate(auterity_calls_total[5m])")))
        .containsExactly("auterity_calls_total");
    assertThat(missing(List.of("sum by (color) (auterity_limit_cap{size=\"big\"})")))
        .containsExactlyInAnyOrder("color", "size");
  }

  // What Prometheus itself adds to every scrape.
  private static Set<String> missing(List<String> expressions) {
    Scrape scrape = Scrape.of(List.of(open(), ofTenants()));
    Set<String> missing = new HashSet<>();
    for (String text : expressions) {
      Expression expression = Expression.of(text);
      Set<String> labels = new HashSet<>(Set.of("instance", "job"));
      for (String metric : expression.metrics()) {
        labels.addAll(scrape.labels().getOrDefault(metric, Set.of()));
        if (!metric.equals("up") && !scrape.labels().containsKey(metric)) {
          missing.add(metric);
        }
      }
      expression.labels().stream().filter(label -> !labels.contains(label)).forEach(missing::add);
    }
    return missing;
  }

  private static void collect(Json json, List<String> expressions) {
    switch (json) {
      case Json.Obj object -> {
        if (object.get("expr") instanceof Json.Str(String text)) {
          expressions.add(text);
        }
        object.fields().values().forEach(value -> collect(value, expressions));
      }
      case Json.Arr(var items) -> items.forEach(item -> collect(item, expressions));
      default -> {}
    }
  }
}
