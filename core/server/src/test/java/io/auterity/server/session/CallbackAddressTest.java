package io.auterity.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class CallbackAddressTest {

  @SuppressWarnings("JdkObsolete") // As the servlets' own interface has it.
  private static HttpServletRequest request(boolean secure) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            CallbackAddressTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "isSecure" -> secure;
                  case "getRequestURL" -> new StringBuffer("http://inside:8080/api/v1/sign-in");
                  case "getRequestURI" -> "/api/v1/sign-in";
                  default -> throw new AssertionError(method);
                });
  }

  @Test
  void cookiesAreForEncryptedConnectionsWhereAProxyEndsThem() {
    assertThat(CallbackAddress.secure(request(false), "https://auterity.example.com")).isTrue();
    assertThat(CallbackAddress.secure(request(false), "HTTPS://auterity.example.com")).isTrue();
    assertThat(CallbackAddress.secure(request(true), null)).isTrue();
    assertThat(CallbackAddress.secure(request(false), null)).isFalse();
    assertThat(CallbackAddress.secure(request(false), "http://auterity.lan")).isFalse();
  }

  @Test
  void issuersSendPeopleToTheAddressThatBrowsersKnow() {
    assertThat(CallbackAddress.of(request(false), "https://auterity.example.com/"))
        .isEqualTo("https://auterity.example.com/signin/callback");
    assertThat(CallbackAddress.of(request(false), null))
        .isEqualTo("http://inside:8080/signin/callback");
  }
}
