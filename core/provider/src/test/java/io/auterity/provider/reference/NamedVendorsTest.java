package io.auterity.provider.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Who looks for a connector is told whose it is and where its vendor's own pages stand. */
class NamedVendorsTest {

  @Test
  void eachConnectorThatAsksAVendorNamesItAndItsPages() throws IOException {
    assertThat(ShippedManifests.connectors())
        .filteredOn(connector -> !connector.egress().isEmpty())
        .isNotEmpty()
        .allSatisfy(
            connector -> {
              assertThat(connector.vendor()).as(connector.id()).isNotBlank();
              assertThat(connector.docs()).as(connector.id()).startsWith("https://");
            });
  }
}
