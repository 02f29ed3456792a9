package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class DestinationTest {

  @Test
  void takesAHostOfAManifestForHttps() {
    assertThat(Destination.https("API.example.com"))
        .isEqualTo(new Destination("https", "api.example.com", 443));
    assertThat(Destination.https("example.com:8443").port()).isEqualTo(8443);
  }

  @Test
  void takesSchemeHostAndPortOfAUrl() {
    assertThat(Destination.of(URI.create("http://Forge.local./api")))
        .contains(new Destination("http", "forge.local", 80));
    assertThat(Destination.of(URI.create("https://[::1]:8443/")))
        .contains(new Destination("https", "::1", 8443));
  }

  @Test
  void takesNothingElse() {
    assertThat(Destination.of(URI.create("ftp://example.com/"))).isEmpty();
    assertThat(Destination.of(URI.create("/relative"))).isEmpty();
    assertThat(Destination.of(URI.create("mailto:a@example.com"))).isEmpty();
  }

  @Test
  void writesAnIpv6AddressInBrackets() {
    assertThat(new Destination("http", "::1", 80).authority()).isEqualTo("[::1]:80");
  }

  @Test
  void aStarStandsForHostsBelow() {
    Destination below = Destination.https("*.store.example");

    assertThat(below.holds(Destination.https("a.b.store.example"))).isTrue();
    assertThat(below.holds(Destination.https("store.example"))).isFalse();
    assertThat(below.holds(Destination.https("evilstore.example"))).isFalse();
    assertThat(below.holds(Destination.https("a.store.example:444"))).isFalse();
    assertThat(below.holds(new Destination("http", "a.store.example", 443))).isFalse();
    assertThat(Destination.https("store.example").holds(below)).isFalse();
  }
}
