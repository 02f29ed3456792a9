package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireRequestTest {

  @Test
  void aCopyGoesWithoutTheCredentialAsItsOriginalDoes() {
    WireRequest plain = WireRequest.get(URI.create("https://vendor.example/a"));
    byte[] body = {1};

    WireRequest made =
        plain
            .withoutCredential()
            .withMethod("PUT")
            .withUri(URI.create("https://vendor.example/b"))
            .withHeaders(Map.of("x-a", List.of("b")))
            .withBody(body);

    assertThat(made.redirects()).isTrue();
    assertThat(plain.withoutRedirects().withBody(body).withoutCredential().redirects()).isFalse();
    assertThat(made.credential()).isEqualTo(RequestCredential.NONE);
    assertThat(made.method()).isEqualTo("PUT");
    assertThat(made.uri()).hasPath("/b");
    assertThat(made.headers()).containsOnlyKeys("x-a");
    assertThat(made.body()).isEqualTo(body);
    assertThat(plain.withMethod("PUT").withHeaders(Map.of()).withBody(body).credential())
        .isEqualTo(RequestCredential.PROVIDER);
  }
}
