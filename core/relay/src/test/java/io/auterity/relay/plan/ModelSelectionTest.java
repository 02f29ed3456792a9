package io.auterity.relay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.Specs;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@code examples/model-selection}: hard filters first, then what a call costs. */
class ModelSelectionTest {

  private static final Path EXAMPLE = Path.of("../../examples/model-selection/selection.yaml");

  private final List<ProviderInfo> providers = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  ModelSelectionTest() throws IOException {
    for (YamlDocument document : new YamlReader(100_000).read(Files.readAllBytes(EXAMPLE))) {
      read((Json.Obj) document.value());
    }
  }

  private void read(Json.Obj resource) {
    String id = String.valueOf(resource.text("id"));
    Json.Obj spec = (Json.Obj) Objects.requireNonNull(resource.get("spec"));
    if ("route".equals(resource.text("kind"))) {
      routes.add(Specs.route(id, spec.toString()));
    } else {
      assertThat(JsonSchema.of(ProviderSpec.schema()).check(spec)).isEmpty();
      ProviderSpec read = ProviderSpec.read(spec);
      providers.add(Fleet.withPrices(Fleet.offering(Fleet.ai(id), read.offering()), read.prices()));
    }
  }

  @ParameterizedTest(name = "{0} tokens, needs {1}, privacy {2}: {3}")
  @CsvSource({
    "1000, '', '', thrifty/gpt-oss-20b",
    "1000, tools, '', thrifty/gpt-oss-20b",
    "1000, vision, '', seer/gpt-4o-mini",
    "99000, vision, '', seer/gpt-4o-mini",
    "100001, '', '', reader/deepseek-v4-pro",
    "900000, tools, '', reader/deepseek-v4-pro",
    "1000, '', strict, house/qwen",
    "1000, tools, strict, house/qwen",
    "1000, '', open, thrifty/gpt-oss-20b",
  })
  void whoAnswers(long input, String needs, String privacy, String first) {
    Shortlist list = shortlist(input, needs, privacy);

    assertThat(Planner.order(list, Fleet.sight(list), 0.5).offers().getFirst()).isEqualTo(first);
  }

  @Test
  void aPrivateCallHasNoWayOut() {
    Shortlist list = shortlist(1_000, "", "strict");

    assertThat(Planner.order(list, Fleet.sight(list), 0.5).offers()).containsExactly("house/qwen");
  }

  @ParameterizedTest(name = "{0} tokens, needs {1}, privacy {2}: nobody")
  @CsvSource({
    "1000, vision, strict, 'PRIVACY, ABILITY'",
    "50000, '', strict, 'PRIVACY, CONTEXT'",
    "100001, vision, '', 'CONTEXT, ABILITY'",
    "1000001, '', '', CONTEXT",
    "1000, audio, '', ABILITY",
  })
  void whereNobodyFitsEachReasonIsNamed(long input, String needs, String privacy, String reasons) {
    Shortlist list = shortlist(input, needs, privacy);

    assertThat(list.candidates()).isEmpty();
    assertThat(list.exclusions())
        .extracting(exclusion -> exclusion.reason().name())
        .containsOnly(reasons.split(", "));
  }

  private Shortlist shortlist(long input, String needs, String privacy) {
    List<String> abilities = Stream.of(needs).filter(word -> !word.isEmpty()).toList();
    Demand demand = new Demand(input, null, true, true, abilities, null);
    CallFacts asked = Calls.asking("auto", demand);
    CallFacts facts =
        CallFacts.builder(
                asked.capability(),
                asked.kind(),
                asked.operation(),
                asked.effect(),
                asked.dataClass())
            .stream(asked.stream())
            .model(asked.model())
            .labels(privacy.isEmpty() ? Map.of() : Map.of("privacy", privacy))
            .principal(asked.principal(), asked.principalType())
            .door(asked.door())
            .demand(demand)
            .build();
    return Planner.shortlist(facts, new Config(1, new RouteIndex(routes), providers));
  }
}
