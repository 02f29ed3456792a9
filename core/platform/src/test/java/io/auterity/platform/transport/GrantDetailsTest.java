package io.auterity.platform.transport;

import static io.auterity.platform.json.SingleQuoted.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantDetailsTest {

  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'scope': 'read write'}",
        "{'scope': 'read,write'}",
        "{'scope': ['read', 'write', 7]}",
        "{'scope': ' read  write read '}"
      })
  void scopesAreReadHoweverTheyAreWritten(String answer) {
    assertThat(of(answer).scopes()).containsExactly("read", "write");
  }

  @Test
  void whoTellsNoScopesSaysNothingOfThem() {
    assertThat(of("{}").scopes()).isNull();
    assertThat(of("{'scope': ''}").scopes()).isEmpty();
    assertThat(of("{'scope': 'fine no\\u0007ne'}").scopes()).containsExactly("fine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'sub': '7', 'email': 'ada@acme.test', 'preferred_username': 'ada'} | ada",
        "{'sub': '7', 'email': 'ada@acme.test'} | ada@acme.test",
        "{'sub': '7'} | 7",
        "{'preferred_username': ' \\u0007 ', 'sub': '7'} | 7"
      })
  void anIdTokenNamesTheAccount(String claims, String account) {
    assertThat(of("{'id_token': '" + token(claims) + "'}").account()).isEqualTo(account);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'data': {'id': 7, 'email': 'ada@acme.test', 'name': 'Ada'}} | ada@acme.test",
        "{'workspace_name': 'Acme'} | Acme"
      })
  void answersWithoutOneNameItWhereTheirVendorDoes(String answer, String account) {
    assertThat(of(answer).account()).isEqualTo(account);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id_token': 'a.b'}", "{'id_token': 'a.*.c'}", "{'data': 'x'}", "{}"})
  void whatNamesNoneIsNoFault(String answer) {
    assertThat(of(answer).account()).isNull();
  }

  @Test
  void anAccountThatIsTooLongIsNotCutToAnother() {
    assertThat(of("{'workspace_name': '" + "x".repeat(201) + "'}").account()).isNull();
  }

  @Test
  void whatARenewalDoesNotTellStaysAsItWas() {
    GrantDetails first = new GrantDetails(AT, List.of("read", "write"), "ada");

    assertThat(GrantDetails.of(json("{}"), first, AT.plusSeconds(60))).isEqualTo(first);
    assertThat(GrantDetails.of(json("{'scope': 'read'}"), first, AT.plusSeconds(60)))
        .isEqualTo(new GrantDetails(AT, List.of("read"), "ada"));
  }

  private static GrantDetails of(String answer) {
    return GrantDetails.of(json(answer), null, AT);
  }

  private static String token(String claims) {
    byte[] body = claims.replace('\'', '"').getBytes(UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(body) + ".c2ln";
  }
}
