package io.auterity.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard.Masked;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskedFindingsTest {

  private static final Map<String, Masked> MASKED =
      Map.of(
          "[email_1]", new Masked("email", "ann@corp.io"),
          "[card_1]", new Masked("card", "4111 1111 1111 1111"),
          "[secret_1]", new Masked("secret", "[email_1] says 'x'"));

  private static List<Finding> told(String given, String sent, Finding... providers) {
    MaskedText answer = new MaskedText("whatever it says", List.of(providers));
    MaskedText told = MaskedFindings.merge(answer, given, sent, MASKED);
    assertThat(told.text()).isEqualTo(answer.text());
    return told.findings();
  }

  @Test
  void whatAGuardMaskedIsFoundWhereItStood() {
    assertThat(told("😀 ann@corp.io, ann@corp.io!", "😀 [email_1], [email_1]!"))
        .containsExactly(new Finding("email", 3, 14), new Finding("email", 16, 27));
  }

  @Test
  void whatTheProviderFoundBesidesStandsWhereItStoodToo() {
    assertThat(
            told(
                "10.0.0.1 is ann@corp.io's, not 10.0.0.2, 4111 1111 1111 1111",
                "10.0.0.1 is [email_1]'s, not 10.0.0.2, [card_1]",
                new Finding("ip_address", 0, 8),
                new Finding("ip_address", 29, 37)))
        .containsExactly(
            new Finding("ip_address", 0, 8),
            new Finding("email", 12, 23),
            new Finding("ip_address", 31, 39),
            new Finding("card", 41, 60));
  }

  @Test
  void whatTheProviderFindsAroundAPlaceholderHoldsItsWords() {
    assertThat(told("<ann@corp.io>.", "<[email_1]>.", new Finding("name", 0, 11)))
        .containsExactly(new Finding("name", 0, 13));
    assertThat(told("<ann@corp.io>.", "<[email_1]>.", new Finding("name", 3, 6)))
        .containsExactly(new Finding("name", 1, 12));
  }

  @Test
  void aPlaceholderThatStandsForAnotherStandsForItsWords() {
    assertThat(told("ann@corp.io says 'x'", "[secret_1]"))
        .containsExactly(new Finding("secret", 0, 20));
  }

  @Test
  void whatLooksLikeAPlaceholderIsNone() {
    assertThat(told("[[email_7] [ann@corp.io] [", "[[email_7] [[email_1]] ["))
        .containsExactly(new Finding("email", 12, 23));
  }

  @Test
  void findingsStayAsTheyAreWhereTheTextsDoNotFit() {
    Finding one = new Finding("phone", 2, 5);

    assertThat(told("mail ann@corp.io", "mail ann@corp.io", one)).containsExactly(one);
    assertThat(told("mail bob@corp.io", "mail [email_1]", one)).containsExactly(one);
    Finding beyond = new Finding("phone", 5, 99);
    assertThat(told("mail ann@corp.io", "mail [email_1]", beyond)).containsExactly(beyond);
  }
}
