package io.auterity.provider.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What shipped manifests say of their vendors' models is of use to a route. */
class DocumentedModelsTest {

  /** The words that a call is asked by; docs/reference/routes.md. */
  private static final Set<String> ABILITIES =
      Set.of("vision", "audio", "tools", "schema", "reasoning");

  static Stream<ConnectorManifest> connectors() throws IOException {
    return ShippedManifests.connectors().stream().filter(one -> !one.models().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void eachHasLimitsThatCanBeMet(ConnectorManifest connector) {
    assertThat(connector.models()).allSatisfy(DocumentedModelsTest::hasLimitsThatCanBeMet);
  }

  /** A model for pictures or moderation, which its operations tell, has no context to speak of. */
  private static void hasLimitsThatCanBeMet(KnownModel model) {
    if (model.operations().isEmpty() || model.context() != null) {
      assertThat(model.context()).as(model.id()).isPositive();
      assertThat(model.output() == null ? 1 : model.output())
          .as(model.id())
          .isBetween(1L, model.context());
    }
    assertThat(ABILITIES)
        .as(model.id())
        .containsAll(model.abilities() == null ? List.of() : model.abilities());
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void noneIsDescribedTwice(ConnectorManifest connector) {
    assertThat(connector.models())
        .allSatisfy(
            model ->
                assertThat(connector.models())
                    .filteredOn(other -> other.describes(bare(model)))
                    .containsExactly(model));
  }

  private static String bare(KnownModel model) {
    return model.id().replace("*", "");
  }
}
