package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.compare.Feature;
import io.auterity.provider.compare.PriorityClass;
import io.auterity.spi.Support;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What connectors are compared by, against those that the product has. */
class ComparedConnectorsTest {

  private final List<ShippedConnector> connectors = ShippedConnector.all();

  ComparedConnectorsTest() throws IOException {}

  @Test
  void eachExtensionThatMakesAFeatureUpIsOneOfAConnectors() {
    List<String> brought =
        connectors.stream()
            .flatMap(each -> each.extensions().stream())
            .map(each -> "*" + each.id().substring(each.id().indexOf('.')))
            .toList();
    List<String> named =
        features().stream()
            .flatMap(feature -> feature.operations().stream())
            .flatMap(each -> Stream.of(each.split("\\|", -1)))
            .filter(each -> each.startsWith("*"))
            .toList();

    assertThat(named).isNotEmpty();
    assertThat(brought).containsAll(named);
  }

  @Test
  void eachFeatureIsThereInSomeConnectorOfItsKind() {
    assertThat(features())
        .allSatisfy(
            feature ->
                assertThat(connectors)
                    .as(feature.name())
                    .filteredOn(each -> each.kind().equals(feature.kind()))
                    .anyMatch(
                        each ->
                            feature.coverage(each.manifest(), each.beside()).support()
                                != Support.NONE));
  }

  @Test
  void whatTheRoadMapCallsCriticalIsHere() {
    assertThat(connectors)
        .filteredOn(each -> PriorityClass.of(each.id()).equals(Optional.of(PriorityClass.CRITICAL)))
        .extracting(ShippedConnector::id)
        .containsExactly("docker-hub", "firestore", "github-actions", "oci");
    assertThat(connectors).filteredOn(each -> PriorityClass.of(each.id()).isPresent()).hasSize(12);
  }

  private static List<Feature> features() {
    return Stream.of("git", "ci", "knowledge").flatMap(kind -> Feature.of(kind).stream()).toList();
  }
}
