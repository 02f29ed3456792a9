package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlHostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/",
        "https://255.10.0.200",
        "http://localhost/",
        "https://api.example.com./v1",
        "https://127.0.0.1.nip.io/",
        "https://x1.example.c0m",
        "https://[::1]:8443/",
        "https://[2001:DB8:0:0::1]/",
        "https://me@example.com/",
        "/relative",
        "mailto:a@example.com"
      })
  void hasNothingAgainstNamesAndPlainAddresses(String url) {
    assertThat(UrlHost.flaw(URI.create(url))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://0x7f.0.0.1/",
        "http://127.0.0.0x1/",
        "http://0x7f000001:80/",
        "http://0x/",
        "http://127.1/",
        "http://127.0.1",
        "http://2130706433/",
        "http://1.2.3.4./",
        "http://1.2.3.4.5/",
        "http://256.0.0.1/",
        "http://me@127.1:80/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%25]:80/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::0177.0.0.1]/"
      })
  void refusesOtherSpellingsOfAnAddress(String url) {
    assertThat(UrlHost.flaw(URI.create(url)))
        .hasValueSatisfying(
            flaw -> {
              assertThat(flaw.rule()).contains("not everybody reads alike");
              assertThat(flaw.fix()).startsWith("write it ");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://my_host:80/", "http://127%2e1/", "http://ex%61mple.com"})
  void refusesWhatIsNoNameOfAHost(String url) {
    assertThat(UrlHost.flaw(URI.create(url)))
        .hasValueSatisfying(flaw -> assertThat(flaw.rule()).endsWith("is no name of a host"));
  }
}
