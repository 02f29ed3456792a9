package io.auterity.provider.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.List;
import org.junit.jupiter.api.Test;

class VendorAddressTest {

  @Test
  void staysOnThisServerWhereNothingIsReached() {
    assertThat(VendorAddress.of(connector().build())).isNull();
  }

  @Test
  void isTheFirstThatGetsTheCredential() {
    ConnectorManifest host =
        connector()
            .egress(List.of("files.example.com", "api.example.com"))
            .credentialTo(List.of("api.example.com"))
            .build();

    assertThat(VendorAddress.of(host)).isEqualTo(new VendorAddress("api.example.com", false));
  }

  @Test
  void isOnesOwnWhereAFieldNamesIt() {
    assertThat(VendorAddress.of(named(Json.EMPTY))).isEqualTo(new VendorAddress(null, true));
    assertThat(
            VendorAddress.of(named(Json.EMPTY.with("default", Json.of("https://example.com/v1")))))
        .isEqualTo(new VendorAddress("example.com", true));
  }

  @Test
  void isUnknownWhereWhatAFieldPresetsIsNoAddress() {
    for (String preset : List.of("https://{site}.example.com", "example.com", "")) {
      assertThat(VendorAddress.of(named(Json.EMPTY.with("default", Json.of(preset)))))
          .isEqualTo(new VendorAddress(null, true));
    }
  }

  @Test
  void isInPartOnesOwnWhereAFieldStandsInsideOfIt() {
    assertThat(VendorAddress.of(connector().egress(List.of("api.${region}.example.com")).build()))
        .isEqualTo(new VendorAddress("api.${region}.example.com", false));
  }

  private static ConnectorManifest named(Json.Obj url) {
    return connector()
        .egress(List.of("${url}"))
        .config(Json.EMPTY.with("properties", Json.EMPTY.with("url", url)))
        .build();
  }

  private static ConnectorManifest.Builder connector() {
    return ConnectorManifest.builder("host", "git", "Of a test");
  }
}
