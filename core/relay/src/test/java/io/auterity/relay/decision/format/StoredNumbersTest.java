package io.auterity.relay.decision.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The numbers that decisions are stored by, which nothing may change but an addition at the end.
 */
class StoredNumbersTest {

  private static final List<Numbering<?>> ALL =
      List.of(
          Numbering.APPLIED,
          Numbering.PHASES,
          Numbering.CAPTURES,
          Numbering.DATA_CLASSES,
          Numbering.ENDINGS,
          Numbering.EFFECTS,
          Numbering.EXCLUSIONS,
          Numbering.ASKS,
          Numbering.FAILURES,
          Numbering.DOORS,
          Numbering.PERIODS,
          Numbering.HAPPENINGS,
          Numbering.PRINCIPALS,
          Numbering.ELIGIBILITIES,
          Numbering.STAGES,
          Numbering.PASSED);

  @Test
  void constantsKeepTheirNumbers() {
    assertThat(ALL.stream().map(StoredNumbersTest::words))
        .containsExactly(
            "NO UNKNOWN YES",
            "CLOSED OPEN HALF_OPEN",
            "NONE MASKED FULL",
            "PUBLIC INTERNAL CUSTOMER PERSONAL SECRET",
            "SUCCEEDED REFUSED FAILED",
            "NONE IDEMPOTENT NON_IDEMPOTENT",
            "NOT_CONNECTED UNSUPPORTED MODEL REQUIRE ABILITY CONTEXT REGION REGIME PRIVACY PRICE"
                + " UNPRICED PINNED SEVERAL KEY BUDGET SECRET UNVERIFIED CONSENT_NEEDED HOME DEFAULT",
            "PRICED CHEAPER LOCAL",
            "INVALID UNAUTHENTICATED FORBIDDEN NOT_FOUND CONFLICT UNSUPPORTED RATE_LIMITED"
                + " QUOTA_EXHAUSTED BUDGET_EXHAUSTED SATURATED TOO_LARGE CONTEXT_TOO_LONG"
                + " CONTENT_REFUSED UNAVAILABLE TIMEOUT CANCELLED NO_VIABLE_PROVIDER IN_DOUBT"
                + " INTERNAL",
            "REST GATEWAY MCP WORKFLOW CAPTURE",
            "HOUR DAY MONTH TOTAL WEEK QUARTER YEAR",
            "BEGAN WITHHELD SEEN ENDED FAILED DEADLINE HEDGE BACKOFF CALLER_GONE UNSURE CUT",
            "USER SERVICE AGENT",
            "PLANNED BREAKER_OPEN NOT_ADMITTED RESTING UNWELL HELD_BACK WITHDRAWN",
            "AUTHENTICATE TENANT AUTHORIZE CLASSIFY_DATA POLICY_PRE CACHE ROUTE RESERVE ATTEMPT"
                + " POLICY_POST SETTLE RECORD",
            "DONE SKIPPED STOPPED FAILOVER");
  }

  private static String words(Numbering<?> numbering) {
    return numbering.constants().stream().map(Enum::name).collect(Collectors.joining(" "));
  }

  @Test
  void everyConstantHasOne() {
    for (Numbering<?> numbering : ALL) {
      assertThat(numbering.constants().stream().map(Enum::name))
          .containsExactlyInAnyOrder(declared(numbering));
    }
  }

  private static String[] declared(Numbering<?> numbering) {
    return Stream.of(numbering.constants().getFirst().getDeclaringClass().getEnumConstants())
        .map(Enum::name)
        .toArray(String[]::new);
  }

  @Test
  void wordsKeepTheirPlaces() {
    assertThat(digest(73)).isEqualTo("e669fc5e7a2cea48");
    assertThat(SharedTexts.ALL).doesNotHaveDuplicates();
  }

  private static String digest(int first) {
    String all = String.join("\n", SharedTexts.ALL.subList(0, first));
    return HexFormat.of().formatHex(Sha256.of(all.getBytes(StandardCharsets.UTF_8)), 0, 8);
  }
}
