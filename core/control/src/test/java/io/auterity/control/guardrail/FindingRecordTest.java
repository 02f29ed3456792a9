package io.auterity.control.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.platform.call.ContentGuard.GuardedCall;
import io.auterity.platform.call.ContentGuard.Patience;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingRecordTest {

  private final Enforcement enforcement =
      new Enforcement(
          new GuardedCall("ai.chat.create", null, Map.of(), false, Patience.ENDLESS),
          (rule, way) -> {});

  @Test
  void isReadFromWhatADecisionTells() {
    Guardrail masks = rule("personal-data", "mask");
    Guardrail watches = rule("a.rule_1", "watch");
    enforcement.instead(masks, Way.REQUEST, Place.WORDS, "email", "a@b.io");
    enforcement.instead(masks, Way.REQUEST, Place.WORDS, "email", "c@d.io");
    enforcement.instead(masks, Way.REQUEST, Place.WORDS, "card", "4111");
    enforcement.instead(watches, Way.REQUEST, Place.WORDS, "injection_by_head", "x");
    enforcement.sure(watches, Way.REQUEST, 0.93);

    String reason = Objects.requireNonNull(enforcement.told(Way.REQUEST)).reason();

    assertThat(FindingRecord.of(reason))
        .as(reason)
        .containsExactlyInAnyOrder(
            new FindingRecord("personal-data", 3, "masked"),
            new FindingRecord("a.rule_1", 1, "watched"));
  }

  @Test
  void isNoneOfAnyOtherReason() {
    assertThat(FindingRecord.of("Nothing was found.")).isEmpty();
    assertThat(FindingRecord.of("")).isEmpty();
    assertThat(FindingRecord.of("judge could not look (timeout).")).isEmpty();
    assertThat(FindingRecord.of("guardrail secrets refuses the request: it finds api_key"))
        .isEmpty();
  }

  private static Guardrail rule(String id, String act) {
    Guardrail.Act does = Guardrail.Act.valueOf(act.toUpperCase(Locale.ROOT));
    return new Guardrail(
        id,
        0,
        Set.of(),
        Guardrail.Scope.ALL,
        GuardrailReader.secrets(),
        does,
        Map.of(),
        true,
        false);
  }
}
