package io.auterity.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.plugin.PluginJar;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.ShippedVendors;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sets of {@code examples/route-sets}, applied to a server that has the vendors they name. */
@Tag("postgresql")
class RouteSetsTest {

  private static final Path SETS = Repository.root().resolve("examples/route-sets");
  private static final String NOON = "2026-11-21T12:00:00Z";
  private static final Pattern SECRET = Pattern.compile("secret: ([a-z-]+)");
  private static final JsonReader READER = new JsonReader(50_000_000);

  /** What routes ask by an expression. */
  private static final Map<String, Map<String, String>> EXPRESSIONS =
      Map.of("media-film", Map.of("type", "video", "size_gb", "11"));

  private static final String MANIFEST =
      """
      id: ai-openai
      version: 1.0.0
      spi: 1
      main: sample.Models
      summary: Models that are not asked
      needs: []
      natives: false
      connectors:
        - id: openai
          kind: ai
          summary: Models that are not asked
          marks: []
          auth: [none, bearer]
          egress: ["${url}"]
          grade: V1
          support:
            chat.create: {support: full}
            chat.stream: {support: full}
            embedding.create: {support: full}
      """;
  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.ai.*;
      import java.util.*;

      public class Models implements Plugin {
        public List<Connector<?>> connectors() { return List.of(new Chats()); }

        public record Config(String url) {}

        static class Chats implements Connector<Ai> {
          public String id() { return "openai"; }
          public Class<Config> config() { return Config.class; }
          public Class<Ai> kind() { return Ai.class; }
          public Ai open(ProviderContext context) { return new Ai() {}; }
          public void check(Ai instance, Call call) {}
        }
      }
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            ShippedVendors.write(plugins);
            new PluginJar()
                .manifest(MANIFEST)
                .source("sample.Models", SOURCE)
                .write(plugins.resolve("ai-openai.jar"));
          });

  private static HttpServer vendor;
  private static String place;

  private final Client admin = server.newTenant();

  @BeforeAll
  static void begin() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/",
        exchange -> {
          try (exchange;
              OutputStream out = exchange.getResponseBody()) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 2);
            out.write("{}".getBytes(StandardCharsets.UTF_8));
          }
        });
    vendor.start();
    place = "http://127.0.0.1:" + vendor.getAddress().getPort();
  }

  @AfterAll
  static void end() {
    vendor.stop(0);
  }

  static Stream<String> sets() throws IOException {
    try (Stream<Path> files = Files.list(SETS)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sets")
  void eachOperationOfEachRouteIsPlanned(String set) throws IOException {
    List<Json.Obj> resources = applied(set);
    Map<String, Set<String>> offered = offered(resources);
    List<String> planned = new ArrayList<>();

    for (Json.Obj route : of(resources, "route")) {
      Json.Obj when = (Json.Obj) Objects.requireNonNull(part(route).get("when"));
      Set<String> operations = new TreeSet<>();
      for (String provider : used(route)) {
        operations.addAll(offered.get(provider));
      }
      operations.removeIf(
          operation -> !operation.matches(glob(String.valueOf(when.text("capability")))));
      assertThat(operations).as(id(route)).isNotEmpty();
      for (String operation : operations) {
        Reply trial = trial(operation, route, when);
        assertThat(trial.text("route.id")).as(operation + trial).isEqualTo(id(route));
        assertThat(trial.body()).as(operation + trial).contains("\"state\":\"planned\"");
        planned.add(operation);
      }
    }
    assertThat(planned).isNotEmpty();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
  @CsvSource({
    "clients, git.branch.list, client=client_a, '', github",
    "clients, ci.pipeline.trigger, client=client_a, '', github-actions",
    "clients, knowledge.page.create, client=client_a, '', notion",
    "clients, git.branch.list, client=client_b, '', gitlab",
    "clients, ci.pipeline.trigger, client=client_b, '', gitlab-ci",
    "clients, knowledge.page.create, client=client_b, '', confluence",
    "clients, git.branch.list, client=internal, '', gitea",
    "clients, ci.pipeline.trigger, client=internal, '', jenkins",
    "clients, knowledge.page.create, client=internal, '', bookstack",
    "defaults, git.repository.create, '', name=internal-billing visibility=public, gitea",
    "defaults, git.pull_request.create, '', owner=acme name=oss-tool, github",
    "defaults, git.commit.create, '', owner=acme name=client-site, gitlab",
    "defaults, git.repository.create, '', name=tool visibility=public, github",
    "defaults, git.repository.create, '', name=tool visibility=private, gitea",
    "defaults, git.repository.list, '', '', gitea",
    "defaults, ci.build.list, '', '', actions",
    "defaults, knowledge.page.create, '', '', wiki",
    "defaults, ai.chat.create, '', '', assistant",
    "education, git.commit.create, education=student_projects, '', github-education",
    "education, git.commit.create, education=research_code, '', self-hosted-gitlab",
    "education, knowledge.page.create, education=course_materials, '', notion-education",
  })
  void whoIsAsked(String set, String operation, String labels, String resource, String order)
      throws IOException {
    applied(set + ".yaml");

    assertThat(order(trial(operation, named(labels), named(resource), NOON))).isEqualTo(order);
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "americas, 12:59, gitlab gitea",
    "americas, 13:00, github gitlab",
    "americas, 23:59, github gitlab",
    "americas, 00:00, github gitlab",
    "americas, 04:59, github gitlab",
    "americas, 05:00, gitea github",
    "europe, 05:59, gitea github",
    "europe, 06:00, gitlab gitea",
    "europe, 17:59, gitlab gitea",
    "europe, 18:00, github gitlab",
    "asia, 21:59, github gitlab",
    "asia, 22:00, gitea github",
    "asia, 09:59, gitea github",
    "asia, 10:00, gitlab gitea",
  })
  void whoIsAskedAtWhichHour(String team, String hour, String order) throws IOException {
    applied("timezones.yaml");

    Reply trial =
        trial(
            "git.branch.list", Map.of("team", team), Map.of(), "2026-11-21T%s:00Z".formatted(hour));
    assertThat(order(trial)).isEqualTo(order);
  }

  @Test
  void theGuideNamesEachSet() throws IOException {
    String guide = Files.readString(SETS.resolve("README.md"));

    assertThat(sets()).allSatisfy(set -> assertThat(guide).contains("`" + set + "`"));
  }

  private List<Json.Obj> applied(String set) throws IOException {
    String text = Files.readString(SETS.resolve(set));
    SECRET.matcher(text).results().map(found -> found.group(1)).distinct().forEach(this::keep);
    List<Json.Obj> resources =
        new YamlReader(100_000)
            .read(text.getBytes(StandardCharsets.UTF_8)).stream()
                .map(document -> atHand((Json.Obj) document.value()))
                .toList();
    admin.apply(resources.stream().map(Json::toString).collect(Collectors.joining("\n---\n")));
    return resources;
  }

  private void keep(String secret) {
    Reply kept =
        admin
            .with("Content-Type", "text/plain")
            .send("PUT", "/api/v1/secrets/" + secret, BodyPublishers.ofString("some-token"));
    assertThat(kept.status()).as(kept.toString()).isLessThan(300);
  }

  /** With the address of what answers here instead of a vendor's. */
  private static Json.Obj atHand(Json.Obj resource) {
    if (!"provider".equals(resource.text("kind"))) {
      return resource;
    }
    Json.Obj spec = part(resource);
    String connector = String.valueOf(spec.text("connector"));
    String field = connector.matches("github.*|notion") ? "api" : "url";
    Json.Obj config = spec.get("config") instanceof Json.Obj given ? given : Json.EMPTY;
    return resource.with("spec", spec.with("config", config.with(field, Json.of(place))));
  }

  /** What each provider answers: all that is proven, and the rest where it says so. */
  private Map<String, Set<String>> offered(List<Json.Obj> resources) {
    Map<String, Json.Obj> connectors = new TreeMap<>();
    Json.Obj matrix =
        READER.readObject(
            admin.get("/api/v1/capabilities/matrix").body().getBytes(StandardCharsets.UTF_8));
    for (Json.Obj connector : objects(matrix, "connectors")) {
      connectors.put(id(connector), connector);
    }
    Map<String, Set<String>> offered = new TreeMap<>();
    for (Json.Obj provider : of(resources, "provider")) {
      Json.Obj spec = part(provider);
      boolean all = Json.of(true).equals(spec.get("unverified"));
      Json.Obj connector = Objects.requireNonNull(connectors.get(spec.text("connector")));
      offered.put(
          id(provider),
          objects(connector, "operations").stream()
              .filter(cell -> cell.get("evidence") instanceof Json.Obj)
              .filter(cell -> all || !cell.toString().contains("\"grade\":\"V0\""))
              .map(cell -> String.valueOf(cell.text("capability")))
              .collect(Collectors.toSet()));
    }
    return offered;
  }

  /** A call that a route is for. */
  private Reply trial(String operation, Json.Obj route, Json.Obj when) {
    Map<String, String> labels = new LinkedHashMap<>(texts(when, "labels"));
    labels.putAll(EXPRESSIONS.getOrDefault(id(route), Map.of()));
    String from = when.get("time") instanceof Json.Obj time ? time.text("from") : null;
    return trial(
        operation,
        labels,
        texts(when, "resource"),
        from == null ? NOON : "2026-11-21T%s:00Z".formatted(from));
  }

  private Reply trial(
      String operation, Map<String, String> labels, Map<String, String> resource, String at) {
    Json.Obj call =
        Json.EMPTY
            .with("capability", Json.of(operation))
            .with("labels", object(labels))
            .with("resource", object(resource))
            .with("at", Json.of(at));
    Reply trial = admin.post("/api/v1/routes/test", call.toString());
    assertThat(trial.status()).as(operation + trial).isEqualTo(200);
    return trial;
  }

  private static String order(Reply trial) {
    return ((Json.Arr) trial.at("candidates"))
        .items().stream()
            .map(each -> String.valueOf(((Json.Obj) each).text("offer")).replaceFirst("/.*", ""))
            .collect(Collectors.joining(" "));
  }

  private static Json.Obj object(Map<String, String> texts) {
    Map<String, Json> fields = new LinkedHashMap<>();
    texts.forEach((name, text) -> fields.put(name, Json.of(text)));
    return new Json.Obj(fields);
  }

  private static Map<String, String> named(String texts) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String each : texts.isEmpty() ? new String[0] : texts.split(" ", -1)) {
      named.put(each.split("=", -1)[0], each.split("=", -1)[1]);
    }
    return named;
  }

  /** Of each glob a text that fits it. */
  private static Map<String, String> texts(Json.Obj when, String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (when.get(field) instanceof Json.Obj globs) {
      globs
          .fields()
          .keySet()
          .forEach(
              name ->
                  texts.put(
                      name,
                      String.valueOf(globs.text(name)).replace("?", "x").replace("*", "-any")));
    }
    return texts;
  }

  private static String glob(String capability) {
    return capability.replace(".", "\\.").replace("*", ".*");
  }

  private static List<String> used(Json.Obj route) {
    List<String> used = new ArrayList<>();
    for (String field : List.of("use", "fallback")) {
      if (part(route).get(field) instanceof Json.Arr(List<Json> items)) {
        items.forEach(item -> used.add(((Json.Str) item).value()));
      }
    }
    return used;
  }

  private static List<Json.Obj> of(List<Json.Obj> resources, String kind) {
    return resources.stream().filter(each -> kind.equals(each.text("kind"))).toList();
  }

  private static String id(Json.Obj resource) {
    return String.valueOf(resource.text("id"));
  }

  private static Json.Obj part(Json.Obj resource) {
    return (Json.Obj) Objects.requireNonNull(resource.get("spec"));
  }

  private static List<Json.Obj> objects(Json.Obj parent, String field) {
    return ((Json.Arr) Objects.requireNonNull(parent.get(field)))
        .items().stream().map(Json.Obj.class::cast).toList();
  }
}
