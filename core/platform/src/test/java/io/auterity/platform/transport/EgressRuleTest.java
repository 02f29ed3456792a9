package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class EgressRuleTest {

  @Test
  void takesAHostOfAManifestForHttps() {
    assertThat(EgressRule.https("API.example.com"))
        .isEqualTo(new EgressRule("https", "api.example.com", 443));
    assertThat(EgressRule.https("example.com:8443").port()).isEqualTo(8443);
  }

  @Test
  void takesSchemeHostAndPortOfAUrl() {
    assertThat(EgressRule.of(URI.create("http://Forge.local./api")))
        .contains(new EgressRule("http", "forge.local", 80));
    assertThat(EgressRule.of(URI.create("https://[::1]:8443/")))
        .contains(new EgressRule("https", "::1", 8443));
  }

  @Test
  void takesNothingElse() {
    assertThat(EgressRule.of(URI.create("ftp://example.com/"))).isEmpty();
    assertThat(EgressRule.of(URI.create("/relative"))).isEmpty();
    assertThat(EgressRule.of(URI.create("mailto:a@example.com"))).isEmpty();
  }

  @Test
  void writesAnIpv6AddressInBrackets() {
    assertThat(new EgressRule("http", "::1", 80).authority()).isEqualTo("[::1]:80");
  }
}
