package io.auterity.relay.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteKindTest {

  private static final Map<String, Json.Obj> MODELS =
      Map.of("gpt-mini", Specs.spec("{'models': ['gpt-4o', {'id': 'gpt-4o-mini'}]}"));

  private static final ResourceSet PROVIDERS =
      new ResourceSet(
          Stream.of("openai", "gpt-mini", "minilm")
              .map(id -> resource("provider", id, 1, MODELS.getOrDefault(id, Json.EMPTY)))
              .toList());

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final Routes routes = new Routes();
  private final RouteKind kind = new RouteKind(Catalogue.standard(), routes);

  @Test
  void namesTheNearestProviderOfOneThatDoesNotExist() {
    List<Problem> problems =
        check("{'use': ['gpt-mini', 'opnai'], 'fallback': [{'provider': 'minlm'}]}");

    assertThat(problems).extracting(Problem::path).containsExactly("use[1]", "fallback[0]");
    assertThat(problems.getFirst().rule()).contains("there is no 'opnai'");
    assertThat(problems.getFirst().fix()).isEqualTo("did you mean 'openai'?");
  }

  @Test
  void namesTheNearestOfferOfOneThatDoesNotExist() {
    List<Problem> problems =
        check(
            "{'use': ['gpt-mini/gpt-4o', 'gpt-mini/gpt-4', 'openai/any'],"
                + " 'fallback': ['gpt-mni/gpt-4o-mini'], 'weights': {'gpt-mini/none': 2}}");

    assertThat(problems)
        .extracting(Problem::path, Problem::fix)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("use[1]", "did you mean 'gpt-mini/gpt-4o'?"),
            org.assertj.core.groups.Tuple.tuple(
                "fallback[0]", "did you mean 'gpt-mini/gpt-4o-mini'?"),
            org.assertj.core.groups.Tuple.tuple(
                "weights.gpt-mini/none", "did you mean 'gpt-mini/gpt-4o'?"));
    assertThat(problems.getFirst().rule())
        .isEqualTo("must name an offer; provider 'gpt-mini' lists no model 'gpt-4'");
  }

  @Test
  void saysWhereAnExpressionIsWrong() {
    List<Problem> problems =
        check("{'when': {'expression': 'labels.team == 5'}, 'require': ['provider.colour']}");

    assertThat(problems).extracting(Problem::path).containsExactly("when.expression", "require[0]");
    assertThat(problems.getFirst().fix()).startsWith("at line 1, column 13:");
  }

  @Test
  void saysWhatIsWrongWithTimesAndBudgets() {
    List<Problem> problems =
        check(
            "{'when': {'time': {'from': '05:00', 'to': '05:00', 'zone': 'Europe/Berln'},"
                + " 'input': {'atLeast': 9, 'atMost': 3}, 'budget': {'dayly': '80%'}}}");

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "when.input.atMost", "when.time.to", "when.time.zone", "when.budget.dayly");
    assertThat(problems).extracting(Problem::fix).contains("did you mean 'Europe/Berlin'?");
  }

  @Test
  void saysWhatIsWrongWithARollout() {
    List<Problem> problems =
        check(
            "{'use': ['openai'], 'rollout': {'to': ['openai', 'minlm'], 'steps': ['50%', '5%'],"
                + " 'every': '1h', 'stopAt': {'failures': '2%'}}}");
    List<Problem> ofAll =
        check(
            "{'rollout': {'to': ['minilm'], 'steps': ['5%'], 'every': '1h',"
                + " 'stopAt': {'failures': '2%'}}}");

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("rollout.to", "rollout.steps[1]", "rollout.to[1]");
    assertThat(ofAll).extracting(Problem::path).containsExactly("use");
  }

  @Test
  void saysWhereARolloutComparesNothing() {
    assertThat(check(SHADOW.formatted("", "'disagreement': '2%'")))
        .extracting(Problem::path)
        .containsExactly("rollout.stopAt.disagreement");
    assertThat(check(SHADOW.formatted("'shadow': {'timeout': '0s'},", "'disagreement': '2%'")))
        .extracting(Problem::path)
        .containsExactly("rollout.shadow.timeout");
    assertThat(check(SHADOW.formatted("'shadow': {},", "'disagreement': '2%'"))).isEmpty();
  }

  private static final String SHADOW =
      "{'use': ['openai'], 'rollout': {'to': ['minilm'], 'steps': ['5%%'], %s"
          + " 'every': '1h', 'stopAt': {%s}}}";

  @Test
  void saysWhereAReferenceIsNoOfferOfTheRoute() {
    assertThat(check(JUDGED.formatted("'openai'", "minilm", "60s")))
        .extracting(Problem::path)
        .containsExactly("learn.shadow.reference");
    assertThat(check(JUDGED.formatted("'openai'", "openai/gpt-4o", "0s")))
        .extracting(Problem::path)
        .containsExactly("learn.shadow.timeout");
    assertThat(check(JUDGED.formatted("'openai', 'minilm'", "minilm", "60s"))).isEmpty();
  }

  private static final String JUDGED =
      "{'use': [%s], 'strategy': 'learned', 'learn': {'shadow': {'reference': '%s',"
          + " 'share': '5%%', 'timeout': '%s'}}}";

  @Test
  void saysWhereARegularExpressionIsNone() {
    List<Problem> problems =
        check("{'when': {'expression': 'model.matches(\\u0022a(?=b)\\u0022)'}}");

    assertThat(problems).extracting(Problem::path).containsExactly("when.expression");
    assertThat(problems.getFirst().fix()).contains("line 1, column 15").contains("a(?=b)");
  }

  @Test
  void refusesACapabilityThatDoesNotExist() {
    assertThat(check("{'when': {'capability': 'ai.text.clasify'}}").getFirst().fix())
        .isEqualTo("did you mean 'ai.text.classify'?");
  }

  @Test
  void anEditSwapsTheReferenceOfOneTenant() {
    Routes.Set before = routes.of(scope);

    apply("a", 1, "{'priority': 1}");
    apply("b", 1, "{'priority': 2}");
    apply("a", 2, "{'priority': 3}");
    kind.removed(scope, "b");

    assertThat(before.index().routes()).isEmpty();
    assertThat(routes.of(scope).epoch()).isEqualTo(4);
    assertThat(routes.of(scope).index().routes())
        .extracting(Route::id, Route::version)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("a", 2));
  }

  @Test
  void aRouteThatSaysItsRetryByTheFormerNamesIsKept() {
    apply("a", 1, "{'retry': {'attempts': 4, 'base': '1s', 'limit': '9s'}}");
    apply("b", 1, "{'retry': {'max': 4, 'backoff': '1s', 'limit': '9s'}}");

    assertThat(routes.of(scope).index().routes())
        .hasSize(2)
        .extracting(Route::retry)
        .containsOnly(new RouteRetry(4, Duration.ofSeconds(1), Duration.ofSeconds(9)));
  }

  @Test
  void saysWhatIsWrongWithARetryByTheNamesThatItWasGiven() {
    assertThat(check("{'retry': {'max': 4, 'attempts': 4, 'backoff': '1s', 'base': '1s'}}"))
        .extracting(Problem::path)
        .containsExactly("retry.attempts", "retry.base");
    assertThat(check("{'retry': {'base': '3s', 'limit': '2s'}}"))
        .extracting(Problem::rule)
        .containsExactly("must not be less than base");
    assertThat(check("{'retry': {'backoff': '3s', 'limit': '2s'}}"))
        .extracting(Problem::rule)
        .containsExactly("must not be less than backoff");
  }

  @Test
  void itsSchemaIsReadable() {
    assertThat(kind.schema().text("title")).isEqualTo("route");
  }

  private void apply(String id, int version, String spec) {
    kind.applied(scope, resource("route", id, version, Specs.spec(spec)));
  }

  @Test
  void refusesACacheBesideARollout() {
    assertThat(
            check(
                "{'use': ['gpt-mini'], 'cache': {'exact': '1h'}, 'rollout': {'to': ['openai'],"
                    + " 'steps': ['5%'], 'every': '1h', 'stopAt': {'failures': '5%'}}}"))
        .extracting(Problem::path)
        .containsExactly("cache");
  }

  @Test
  void aCacheSaysWhatItKeeps() {
    assertThat(check("{'use': ['gpt-mini'], 'cache': {'within': 'tenant'}}"))
        .extracting(Problem::path)
        .containsExactly("cache");
  }

  @Test
  void vectorsOfQuestionsNeedAModelForEmbeddings() {
    String spec = "{'use': ['gpt-mini'], 'cache': {'semantic': {'ttl': '1h', 'threshold': 0.8}}}";
    RouteKind without = new RouteKind(Catalogue.standard(), new Routes(), () -> false);

    assertThat(check(spec)).isEmpty();
    assertThat(without.check(scope, "triage", Specs.spec(spec), PROVIDERS))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("cache.semantic.threshold");
              assertThat(problem.fix()).contains("ai-local");
            });
    String words = "{'use': ['gpt-mini'], 'cache': {'semantic': {'ttl': '1h'}}}";
    assertThat(without.check(scope, "triage", Specs.spec(words), PROVIDERS)).isEmpty();
    apply("triage", 1, spec);
    assertThat(Objects.requireNonNull(routes.of(scope).index().routes().getFirst().cache()))
        .isEqualTo(
            new RouteCache(
                Duration.ofHours(1),
                new RouteCache.Similar(Duration.ofHours(1), 0.8),
                RouteCache.Within.PRINCIPAL));
  }

  private List<Problem> check(String spec) {
    return kind.check(scope, "triage", Specs.spec(spec), PROVIDERS);
  }

  private static Resource resource(String kind, String id, int version, Json.Obj spec) {
    return new Resource(kind, id, version, spec, Instant.EPOCH);
  }
}
