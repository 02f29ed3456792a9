package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "x-api-key",
        "X-Goog-Api-Key",
        "api_key",
        "private-token",
        "x-amz-security-token",
        "x-Proxy-Token"
      })
  void aCredentialMayStandInAHeaderOfTheVendors(String name) {
    assertThat(HeaderRules.flaw(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "TE",
        "Expect",
        "Cookie",
        "Set-Cookie",
        "Content-Type",
        "Content-Encoding",
        "Trailer",
        "Upgrade",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "HTTP2-Settings",
        "Accept-Encoding",
        "User-Agent",
        "Range",
        "X-Forwarded-For",
        "Via",
        "baggage",
        "tracestate",
        "traceparent"
      })
  void aCredentialMayNotTakeTheNameOfAHeaderThatSteersARequest(String name) {
    assertThat(HeaderRules.flaw(name)).hasValueSatisfying(flaw -> assertThat(flaw).contains("'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x key", "x:key", "x\nkey", "x\r\nhost", "schlüssel", "x(y)", ":method"})
  void aNameIsAToken(String name) {
    assertThat(HeaderRules.flaw(name)).contains("no header can have that name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\rb",
        "a\u0000b",
        "\u001b[0m",
        "a\u007f",
        "a\u0085b",
        "a\u2028b",
        "tøken",
        // Cut to its lower byte this would be a line break.
        "a\u010ab"
      })
  void aValueHasNoCharacterThatCouldArriveAsAnother(String value) {
    assertThat(HeaderRules.isValue(value)).isFalse();
    assertThat(HeaderRules.isValue("sk-abc.DEF_1~ \t=/+")).isTrue();
  }
}
