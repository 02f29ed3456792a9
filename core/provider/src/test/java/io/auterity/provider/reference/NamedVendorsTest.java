package io.auterity.provider.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Who looks for a connector is told whose it is and where its vendor's own pages stand. Those of
 * {@code http} ask any service, which is no vendor's.
 */
class NamedVendorsTest {

  @Test
  void eachConnectorThatAsksAVendorNamesItAndItsPages() throws IOException {
    assertThat(ShippedManifests.connectors())
        .filteredOn(connector -> !connector.egress().isEmpty() && !connector.kind().equals("http"))
        .isNotEmpty()
        .allSatisfy(
            connector -> {
              assertThat(connector.vendor()).as(connector.id()).isNotBlank();
              assertThat(connector.docs()).as(connector.id()).startsWith("https://");
            });
  }
}
