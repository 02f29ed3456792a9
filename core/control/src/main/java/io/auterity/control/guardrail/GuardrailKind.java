package io.auterity.control.guardrail;

import io.auterity.control.guardrail.Guardrail.Act;
import io.auterity.inspect.Phones;
import io.auterity.inspect.WordList;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.expression.DurationText;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.transport.Destination;
import io.auterity.spi.Json;
import io.auterity.spi.TextEmbedder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The declarative resource {@code guardrail}. */
public final class GuardrailKind implements ResourceKind {

  /** As resources write it. */
  public static final String NAME = "guardrail";

  private static final Duration USUAL = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int LONGEST_TEXT = 65_536;
  private static final List<String> WHOLE = List.of("schema", "injection", "http", "topics");

  private final Guardrails guardrails;
  private final GuardrailAccess guardrailAccess;
  private final GuardrailReader reader;
  private final Json.Obj schema = schemaText();

  /**
   * @param head that finds injections beside the rules
   * @param topicEmbedder that {@linkplain TopicDetector#fits fits topics}; null while no plugin
   *     brings it
   */
  public GuardrailKind(
      Guardrails guardrails,
      GuardrailAccess guardrailAccess,
      InjectionHead head,
      Supplier<? extends @Nullable TextEmbedder> topicEmbedder) {
    this.guardrails = guardrails;
    this.guardrailAccess = guardrailAccess;
    this.reader = new GuardrailReader(head, topicEmbedder);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return 25;
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    List<Problem> problems = new ArrayList<>();
    Json.Obj find = (Json.Obj) Objects.requireNonNull(spec.get("find"));
    Act act = Act.of(Objects.requireNonNull(spec.text("act")));
    checkFind(find, act, problems);
    if (find.get("http") instanceof Json.Obj http) {
      checkHttp(scope, http, problems);
    }
    checkRoutes(spec, others, problems);
    boolean routes = act == Act.ROUTE;
    if (routes != (spec.get("labels") != null)) {
      problems.add(
          new Problem(
              "labels",
              routes ? "are needed to route" : "are given only by act: route",
              routes ? "name the labels by which a route is chosen" : "leave them out"));
    }
    if (routes && (says(spec, "answer") || says(spec, "stream"))) {
      problems.add(
          new Problem("on", "an answer cannot be routed any more", "route by request or tool"));
    }
    return problems;
  }

  private static void checkRoutes(Json.Obj spec, ResourceSet others, List<Problem> problems) {
    List<String> routes = others.list("route").stream().map(Resource::id).toList();
    if (spec.get("scope") instanceof Json.Obj scope
        && scope.get("routes") instanceof Json.Arr(List<Json> named)) {
      for (int i = 0; i < named.size(); i++) {
        String route = ((Json.Str) named.get(i)).value();
        if (!routes.contains(route)) {
          problems.add(
              new Problem(
                  "scope.routes[%d]".formatted(i),
                  "must name a route; there is no '%s'".formatted(route),
                  Nearest.fix(route, routes)));
        }
      }
    }
  }

  private static void checkFind(Json.Obj find, Act act, List<Problem> problems) {
    String region = find.text("region");
    if (region != null && !Phones.isRegion(region)) {
      problems.add(
          new Problem(
              "find.region", "there is no country '%s'".formatted(region), "write e.g. DE"));
    }
    if (find.get("words") instanceof Json.Arr(List<Json> words)) {
      for (int i = 0; i < words.size(); i++) {
        checkWord(((Json.Str) words.get(i)).value(), i, problems);
      }
    }
    if (find.get("topics") instanceof Json.Arr(List<Json> topics)) {
      checkTopics(topics, problems);
    }
    if (find.get("schema") instanceof Json.Obj schema) {
      JsonSchema.problems(schema)
          .forEach(
              one -> problems.add(new Problem("find.schema." + one.path(), one.rule(), one.fix())));
    }
    if (act == Act.ALLOW && WHOLE.stream().anyMatch(name -> find.get(name) != null)) {
      problems.add(
          new Problem("act", "only words that are found can be allowed", "find words or data"));
    }
  }

  private void checkHttp(TenantScope scope, Json.Obj http, List<Problem> problems) {
    Optional<Destination> place = address(Objects.requireNonNull(http.text("url")));
    if (place.isEmpty()) {
      problems.add(
          new Problem("find.http.url", "is no address", "write e.g. https://judge.example/look"));
    }
    String secret = http.text("secret");
    if (secret != null) {
      place
          .flatMap(
              judge ->
                  guardrailAccess
                      .secrets()
                      .boundElsewhere(scope, secret, Set.of(judge.host()), "find.http.secret"))
          .ifPresent(problems::add);
    }
    String timeout = http.text("timeout");
    boolean fits =
        timeout == null
            || DurationText.read(timeout)
                .filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0)
                .isPresent();
    if (!fits) {
      problems.add(
          new Problem("find.http.timeout", "is no time of at most 10s", "write e.g. 500ms"));
    }
  }

  private static Optional<Destination> address(String url) {
    try {
      return Destination.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static void checkTopics(List<Json> topics, List<Problem> problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < topics.size(); i++) {
      String name = Objects.requireNonNull(((Json.Obj) topics.get(i)).text("name"));
      if (!names.add(name)) {
        problems.add(
            new Problem(
                "find.topics[%d].name".formatted(i),
                "names another topic '%s' of this guardrail".formatted(name),
                "give each topic its own name"));
      }
    }
  }

  private static void checkWord(String word, int place, List<Problem> problems) {
    try {
      new WordList("word", List.of(word));
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(
              "find.words[%d]".formatted(place),
              "holds no letter that can be found",
              "write the word as people do"));
    }
  }

  private static boolean says(Json.Obj spec, String where) {
    return spec.get("on") instanceof Json.Arr(List<Json> items) && items.contains(Json.of(where));
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    return spec.get("find") instanceof Json.Obj find && find.get("http") instanceof Json.Obj http
        ? Stream.ofNullable(http.text("secret")).collect(Collectors.toSet())
        : Set.of();
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    guardrails.put(
        scope,
        reader.read(resource.id(), resource.spec(), http -> judge(scope, resource.id(), http)));
  }

  private Detector.Judge judge(TenantScope scope, String id, Json.Obj http) {
    String timeout = http.text("timeout");
    return guardrailAccess.judge(
        scope,
        id,
        URI.create(Objects.requireNonNull(http.text("url"))),
        http.text("secret"),
        timeout == null ? USUAL : DurationText.read(timeout).orElse(USUAL),
        Json.of(true).equals(http.get("batch")));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    guardrails.remove(scope, id);
  }

  private static Json.Obj schemaText() {
    try (InputStream in =
        Objects.requireNonNull(GuardrailKind.class.getResourceAsStream("guardrail.schema.json"))) {
      return new JsonReader(LONGEST_TEXT).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
