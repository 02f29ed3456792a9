package io.auterity.spi.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One mailbox, or nothing. */
class MailAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ada@example.org|ada@example.org|",
        " ada@example.org |ada@example.org|",
        "<ada@example.org>|ada@example.org|",
        "Ada L. Byron <ada+x@example.org>|ada+x@example.org|Ada L. Byron",
        "Ada<ada@example.org>|ada@example.org|Ada",
        "Ada (home) <ada@example.org>|ada@example.org|Ada (home)",
        "\"Doe, \\\"Ada\\\"\" <ada@example.org>|ada@example.org|Doe, \"Ada\"",
        "\"a@b\" <ada@example.org>|ada@example.org|a@b",
        "=?utf-8?Q?a=2C?= <ada@example.org>|ada@example.org|=?utf-8?Q?a=2C?=",
        "\"a, b\"@example.org|\"a, b\"@example.org|",
        "ada@[192.0.2.1]|ada@[192.0.2.1]|",
        "ada@bücher.example|ada@xn--bcher-kva.example|",
        "ada@mail_host.example|ada@mail_host.example|",
      })
  void oneMailboxIsRead(String text, String address, String name) {
    assertThat(MailAddress.read(text)).contains(new MailAddress(address, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@@example.org",
        "a@b@example.org",
        "ada@example.org,",
        "ada@example.org, bob@example.org",
        "ada@example.org; bob@example.org",
        "Team: ada@example.org, bob@example.org;",
        "Team:ada@example.org",
        "\"Team\": ada@example.org;",
        "<@a.test,@b.test:ada@example.org>",
        "@a.test:ada@example.org",
        "Doe, Ada <ada@example.org>",
        "Ada <ada@example.org> <bob@example.org>",
        "ada@example.org (Ada)",
        "ada(x)@example.org",
        "ada@example.org(, bob@example.org)",
        "\"ada@example.org",
        "\"a\\\"@example.org",
        "\"a> <b\"@example.org",
        "ada@example.org\r\nBcc: bob@example.org",
        "ada@example.org\u0000",
        "Ada\u0085 <ada@example.org>",
        "ada@example.org\uff0cbob\uff20example.org",
        "ada@example\uff1e\uff1cbob@example.org",
        "ada@x\u2100example.org",
        "ada@straße.example",
        "ädä@example.org",
        "ada..b@example.org",
        "ada@example..org",
        "ada@[a@b]",
      })
  void anythingElseIsNone(String text) {
    assertThat(MailAddress.read(text)).isEmpty();
  }

  @Test
  void aLongTextIsReadAtOnce() {
    assertThat(MailAddress.read("\"".repeat(100_001) + "a@b.c")).isEmpty();
    assertThat(MailAddress.read("a.".repeat(150) + "@b.c")).isEmpty();
    assertThat(MailAddress.read("\"\\a".repeat(100) + "@b.c")).isEmpty();
  }
}
