package io.auterity.connector;

import static io.auterity.connector.ExampleFile.putting;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.ExampleFile.Thing;
import io.auterity.platform.call.OperationLimit;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failure a refusal is, what it says, and how long to wait. */
class RefusalsTest {

  private static final String GET =
      "request: GET /things\nresult: {ref: \"${it.id}\", name: \"${it.id}\"}";
  private static final String DATE = "Tue, 14 Nov 2023 22:13:20 GMT";

  private static ThingVendor vendor(String more, ScriptedReply reply) {
    return new ThingVendor(putting(GET, more), reply);
  }

  private static ScriptedReply reply(int status, Map<String, String> headers) {
    Map<String, List<String>> all =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    return new ScriptedReply(status, all, List.of("{}".getBytes(StandardCharsets.UTF_8)), null);
  }

  private static Thing put(ThingVendor vendor) {
    return vendor.things.put(NewThing.named("a"), vendor.put());
  }

  private static Failure failure(String more, ScriptedReply reply) {
    ThingVendor vendor = vendor(more, reply);
    return Failures.of(() -> put(vendor)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID",
    "401, UNAUTHENTICATED",
    "402, QUOTA_EXHAUSTED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "405, UNSUPPORTED",
    "408, TIMEOUT",
    "409, CONFLICT",
    "410, NOT_FOUND",
    "413, TOO_LARGE",
    "418, INVALID",
    "422, INVALID",
    "429, RATE_LIMITED",
    "500, UNAVAILABLE",
    "501, UNSUPPORTED",
    "503, UNAVAILABLE",
    "504, TIMEOUT",
    "524, TIMEOUT"
  })
  void whatNoCaseNamesGoesByItsStatus(int status, FailureCode code) {
    Failure failure = failure("", ScriptedReply.of(status, "{}"));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isEqualTo("the vendor answered " + status);
    assertThat(failure.fields()).containsEntry("status", Integer.toString(status));
  }

  @Test
  void aRefusalThatIsToldWithSuccessMayBeAnAnswerToo() {
    String failed = "errors: {failed: \"${has(body.fault)}\"}";
    String accepting =
        """
        request: POST /things
        acceptsWhen: "${or(body.fault, '') == 'already'}"
        result: {ref: "7", name: "${body.fault}"}""";
    ScriptedReply already = ScriptedReply.of(200, "{\"fault\": \"already\"}");
    ScriptedReply other = ScriptedReply.of(200, "{\"fault\": \"other\"}");

    assertThat(put(new ThingVendor(putting(accepting, failed), already)).name())
        .isEqualTo("already");
    ThingVendor refusing = new ThingVendor(putting(accepting, failed), other);
    assertThat(Failures.of(() -> put(refusing))).isPresent();
  }

  @Test
  void oneThingOverWhichAVendorBreaksIsNotAskedForAgain() {
    assertThat(failure("", ScriptedReply.of(500, "{\"message\": \"no [id: 6]\"}")).retryable())
        .isFalse();
    assertThat(failure("", ScriptedReply.of(500, "{}")).retryable()).isTrue();
    assertThat(failure("", ScriptedReply.of(502, "{\"message\": \"away\"}")).retryable()).isTrue();
  }

  @Test
  void aRedirectTellsWhereItLeadsWithoutItsQuery() {
    ScriptedReply moved =
        ScriptedReply.of(302, "").withHeader("location", "https://v.example/sign_in?token=s3cret");

    Failure failure = failure("", moved);

    assertThat(failure.message())
        .isEqualTo("the vendor answered 302, which leads to https://v.example/sign_in");
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.fields()).containsKey(Failure.ANSWER);
  }

  @Test
  void aPageToSignInIsNoAnswerWhateverIsRead() {
    String page = "<html><title>Sign in</title><input type='password'></html>";
    ScriptedReply signIn = ScriptedReply.of(200, page).withHeader("content-type", "text/html");
    String text = "request: GET /things\nreads: text\nresult: {ref: \"7\", name: \"${it}\"}";

    Failure failure =
        Failures.of(() -> put(new ThingVendor(putting(text, ""), signIn))).orElseThrow();

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.message()).contains("200", "on which a person signs in", "Sign in");
  }

  @Test
  void theFirstCaseThatHoldsCounts() {
    String cases =
        """
        errors:
          cases:
            - {when: "${body.code == 7}", code: conflict}
            - {when: "${status == 400}", code: forbidden}
            - {when: "${status >= 400}", code: quota_exhausted}
        """;

    assertThat(failure(cases, ScriptedReply.of(400, "{\"code\": 7}")).code())
        .isEqualTo(FailureCode.CONFLICT);
    assertThat(failure(cases, ScriptedReply.of(400, "{}")).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(cases, ScriptedReply.of(404, "<html>")).code())
        .isEqualTo(FailureCode.QUOTA_EXHAUSTED);
  }

  private static Applied applied(String errors, int status, String body) {
    String write = "request: POST /things\nresult: {ref: \"${it.id}\", name: \"${it.id}\"}";
    ThingVendor vendor = new ThingVendor(putting(write, errors), ScriptedReply.of(status, body));
    return Failures.of(() -> put(vendor)).orElseThrow().applied();
  }

  private static String refusing(String code, String more) {
    return """
        errors:
          failed: ${has(body.fault)}
          cases:
            - {when: "${or(body.fault, '') == 'named'}", code: %s%s}
        """
        .formatted(code, more);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid, NO",
    "forbidden, NO",
    "not_found, NO",
    "conflict, NO",
    "unauthenticated, NO",
    "rate_limited, NO",
    "quota_exhausted, NO",
    "unavailable, UNKNOWN",
    "timeout, UNKNOWN"
  })
  void aRefusalThatIsToldWithSuccessChangedWhatItsCodeSays(String code, Applied applied) {
    String named = "{\"fault\": \"named\"}";

    assertThat(applied(refusing(code, ""), 200, named)).isEqualTo(applied);
    assertThat(applied(refusing(code, ""), 200, "{\"fault\": \"other\"}"))
        .isEqualTo(Applied.UNKNOWN);
    assertThat(applied(refusing(code, ", changed: no"), 200, named)).isEqualTo(Applied.NO);
    assertThat(applied(refusing(code, ", changed: unknown"), 200, named))
        .isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aFaultOfTheVendorsChangedNothingOnlyWhereItsWordsSaySo() {
    String byStatus = "errors: {cases: [{when: \"${status >= 500}\", code: invalid, changed: no}]}";
    String byWords =
        "errors: {cases: [{when: \"${body.m == 'no name'}\", code: invalid, changed: no}]}";
    String silent = "errors: {cases: [{when: \"${body.m == 'no name'}\", code: invalid}]}";
    String partly =
        "errors: {cases: [{when: \"${status == 409}\", code: conflict, changed: unknown}]}";
    String body = "{\"m\": \"no name\"}";

    assertThat(applied(byStatus, 500, body)).isEqualTo(Applied.UNKNOWN);
    assertThat(applied(silent, 500, body)).isEqualTo(Applied.UNKNOWN);
    assertThat(applied(byWords, 500, body)).isEqualTo(Applied.NO);
    assertThat(applied(byWords, 500, "{}")).isEqualTo(Applied.UNKNOWN);
    assertThat(applied(partly, 409, body)).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aCaseDoesNotMakeARefusalOfAnAnswer() {
    String cases = "errors: {cases: [{when: \"${has(body.id)}\", code: conflict}]}";

    assertThat(put(vendor(cases, ScriptedReply.of(200, "{\"id\": \"1\"}"))).name()).isEqualTo("1");
  }

  @Test
  void theWordsOfTheVendorAreOneLineOfABoundedLength() {
    String message = "errors: {message: \"${body.error}\"}";
    String words = "word ".repeat(200);
    String word = "x".repeat(600);

    assertThat(failure(message, ScriptedReply.of(400, "{\"error\": \" a\\n\\t b \"}")).message())
        .isEqualTo("the vendor answered 400: a b");
    assertThat(failure(message, ScriptedReply.of(400, "{\"error\": \"" + words + "\"}")).message())
        .isEqualTo("the vendor answered 400: " + words.substring(0, 499) + "…");
    assertThat(failure(message, ScriptedReply.of(400, "{\"error\": \"" + word + "\"}")).message())
        .isEqualTo("the vendor answered 400: …");
    assertThat(failure(message, ScriptedReply.of(400, "{\"error\": \" \"}")).message())
        .isEqualTo("the vendor answered 400");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      textBlock =
          """
          7                             | PT7S
          0.5                           | PT0.5S
          Tue, 14 Nov 2023 22:14:20 GMT | PT1M
          Tue, 14 Nov 2023 22:12:20 GMT | PT0S
          -3                            | PT0S
          999999999                     | PT24H
          NaN                           | none
          soon                          | none
          """)
  void howLongToWaitIsReadFromRetryAfter(String header, @Nullable Duration wait) {
    ScriptedReply reply = reply(503, Map.of("retry-after", header, "date", DATE));

    assertThat(failure("", reply).retryAfter()).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      textBlock =
          """
          seconds     | 30            | PT30S
          epoch       | 1700000060    | PT1M
          epochMillis | 1700000000500 | PT0.5S
          epoch       | 1600000000    | PT0S
          epoch       | later         | none
          """)
  void whenALimitIsResetIsReadAsTheFileSays(String as, String header, @Nullable Duration wait) {
    String limits =
        "limits: {exhausted: \"${status == 403}\", reset: X-Reset, resetAs: %s}".formatted(as);
    ScriptedReply reply = reply(403, Map.of("x-reset", header, "date", DATE));

    Failure failure = failure(limits, reply);

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).isEqualTo(wait);
  }

  /** This machine's clock may be wrong: without the vendor's there is no time to wait for. */
  @Test
  void aMomentIsNoWaitWithoutTheVendorsClock() {
    String limits = "limits: {exhausted: \"${status == 403}\", reset: x-reset, resetAs: epoch}";

    assertThat(failure(limits, reply(403, Map.of("x-reset", "1700000060"))).retryAfter()).isNull();
    assertThat(failure("", reply(503, Map.of("retry-after", DATE))).retryAfter()).isNull();
  }

  @Test
  void aResetCountsForAnExhaustedLimitAlone() {
    String limits = "limits: {exhausted: \"${status == 429}\", reset: x-reset}";

    assertThat(
            failure(limits, ScriptedReply.of(503, "{}").withHeader("x-reset", "30")).retryAfter())
        .isNull();
    assertThat(
            failure(limits, reply(429, Map.of("x-reset", "30", "retry-after", "2"))).retryAfter())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      textBlock =
          """
          0    | 3000 | PT50M
          4999 | 3000 | PT1M
          4999 | none | PT1M
          none | none | PT1M
          none | 3000 | PT50M
          """)
  void aLimitThatIsNotTheCountedOneIsWaitedForAMinute(
      @Nullable String left, @Nullable String reset, Duration wait) {
    String limits = "limits: {exhausted: \"${status == 403}\", remaining: X-Left, reset: x-reset}";
    Map<String, String> headers = new HashMap<>();
    headers.put("x-left", left);
    headers.put("x-reset", reset);
    headers.values().removeIf(Objects::isNull);

    assertThat(failure(limits, reply(403, headers)).retryAfter()).isEqualTo(wait);
  }

  private static boolean isOfOperation(String limits, Map<String, String> headers) {
    return OperationLimit.isOn(failure("limits: {" + limits + "}", reply(429, headers)));
  }

  @Test
  void aLimitHoldsForItsOperationAloneWhereTheFileSaysSo() {
    String header = "per: {header: X-Bucket}, global: \"${'x-global' in headers}\"";

    assertThat(isOfOperation("exhausted: \"${status == 429}\"", Map.of())).isFalse();
    assertThat(isOfOperation("per: request", Map.of("retry-after", "2"))).isTrue();
    assertThat(isOfOperation(header, Map.of("x-bucket", "a"))).isTrue();
    assertThat(isOfOperation(header, Map.of())).isFalse();
    assertThat(isOfOperation(header, Map.of("x-bucket", "a", "x-global", "true"))).isFalse();
    assertThat(OperationLimit.isOn(failure("limits: {per: request}", reply(503, Map.of()))))
        .isFalse();
  }

  @Test
  void anExhaustedLimitMayBeToldWithStatus200() {
    String limits = "limits: {exhausted: \"${or(body.code, '') == 'SLOW'}\"}";

    assertThat(failure(limits, ScriptedReply.of(200, "{\"code\": \"SLOW\"}")).code())
        .isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(put(vendor(limits, ScriptedReply.of(200, "{\"id\": \"1\"}"))).name()).isEqualTo("1");
  }
}
