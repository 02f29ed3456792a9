package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.AskedFile.Ended;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.transport.ScriptedReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each write of each of the product's files tells when its vendor puts it off, refuses it or
 * breaks. By that a run waits, fails or asks a person, so it is the same for all of them.
 */
class FailedWritesTest {

  /** What its vendor answers with a place where it was changed, or takes for done. */
  private static final int MOST_ACCEPTED = 3;

  /**
   * Refusals that come with a 2xx.
   *
   * @param named one that a case of the file names
   * @param unclear one that the vendor may answer in the middle of its work; null where it has none
   */
  private record Refusals(String named, @Nullable String unclear) {}

  private static final Map<String, Refusals> REFUSALS =
      Map.of(
          "slack",
          new Refusals(
              "{\"ok\": false, \"error\": \"channel_not_found\"}",
              "{\"ok\": false, \"error\": \"fatal_error\"}"),
          "telegram",
          new Refusals(
              "{\"ok\": false, \"description\": \"Bad Request: chat not found\"}",
              "{\"ok\": false, \"description\": \"Odd\"}"),
          "monday",
          new Refusals(
              graphQl("code", "InvalidColumnIdException"),
              graphQl("code", "INTERNAL_SERVER_ERROR")),
          "linear",
          new Refusals(graphQl("type", "invalid input"), graphQl("type", "internal error")),
          "wikijs",
          new Refusals(wiki("PageCreateForbidden"), wiki("TypeError")),
          "teams",
          new Refusals("{\"deletedDateTime\": \"2026-01-01T00:00:00Z\"}", null));

  private static String graphQl(String field, String value) {
    return "{\"data\": null, \"errors\": [{\"message\": \"m\", \"extensions\": {\"%s\": \"%s\"}}]}"
        .formatted(field, value);
  }

  private static String wiki(String slug) {
    return """
    {"data": {"pages": {"done": {"responseResult": {"succeeded": false, "slug": "%1$s"}}},
     "comments": {"done": {"responseResult": {"succeeded": false, "slug": "%1$s"}}},
     "groups": {"done": {"responseResult": {"succeeded": false, "slug": "%1$s"}}}}}
    """
        .formatted(slug);
  }

  static Stream<String> files() throws IOException {
    return VendorFiles.ids().stream();
  }

  static Stream<String> refusingFiles() {
    return REFUSALS.keySet().stream().sorted();
  }

  /** Holds all writes of a file against a fault, each by its name and line. */
  private static void each(String id, ScriptedReply fault, SoftTest test) {
    SoftAssertions all = new SoftAssertions();
    for (Ended ended : AskedFile.of(id).callWrites(fault)) {
      test.hold(all, ended, "%s.yaml:%d %s".formatted(id, ended.line(), ended.name()));
    }
    all.assertAll();
  }

  private interface SoftTest {
    void hold(SoftAssertions all, Ended ended, String what);
  }

  @ParameterizedTest
  @MethodSource("files")
  void oneThatIsPutOffIsWaitedForAsLongAsTheVendorSays(String id) {
    ScriptedReply spent = ScriptedReply.of(429, "{}").withHeader("retry-after", "2");

    each(
        id,
        spent,
        (all, ended, what) -> {
          Failure failure = ended.failure();
          all.assertThat(failure.code()).as(what).isEqualTo(FailureCode.RATE_LIMITED);
          all.assertThat(failure.applied()).as(what).isEqualTo(Applied.NO);
          all.assertThat(failure.retryable()).as(what).isTrue();
          all.assertThat(failure.retryAfter()).as(what).isEqualTo(Duration.ofSeconds(2));
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void oneWhoseVendorIsAwayMayHaveHappened(String id) {
    each(
        id,
        ScriptedReply.of(503, "{}"),
        (all, ended, what) -> {
          all.assertThat(ended.failure().code()).as(what).isEqualTo(FailureCode.UNAVAILABLE);
          all.assertThat(ended.failure().retryable()).as(what).isTrue();
          all.assertThat(ended.failure().applied()).as(what).isEqualTo(unknown(ended));
        });
  }

  private static Applied unknown(Ended ended) {
    return ended.wrote() ? Applied.UNKNOWN : Applied.NO;
  }

  @ParameterizedTest
  @MethodSource("files")
  void oneThatIsCutIsWhatTheTransportSays(String id) {
    for (Applied applied : List.of(Applied.NO, Applied.UNKNOWN)) {
      Failure cut =
          Failure.of(FailureCode.UNAVAILABLE, "the connection broke").withApplied(applied);
      each(
          id,
          ScriptedReply.failing(cut),
          (all, ended, what) -> {
            all.assertThat(ended.failure().code()).as(what).isEqualTo(FailureCode.UNAVAILABLE);
            all.assertThat(ended.failure().retryable()).as(what).isTrue();
            all.assertThat(ended.failure().applied()).as(what).isEqualTo(applied);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409})
  void oneThatIsRefusedHasChangedNothingAndIsNotTriedAgain(int status) throws IOException {
    for (String id : VendorFiles.ids()) {
      int[] accepted = {0};
      each(
          id,
          ScriptedReply.of(status, "{}"),
          (all, ended, what) -> {
            Failure failure = ended.failed();
            accepted[0] += failure == null ? 1 : 0;
            all.assertThat(failure == null ? Applied.NO : failure.applied())
                .as(what)
                .isEqualTo(Applied.NO);
            all.assertThat(failure != null && failure.retryable()).as(what).isFalse();
          });
      assertThat(accepted[0]).as(id + ": taken for done").isLessThanOrEqualTo(MOST_ACCEPTED);
    }
  }

  @Test
  void allFilesWhoseVendorsRefuseWithSuccessAreHeldAgainstThat() throws IOException {
    List<String> refusing =
        VendorFiles.ids().stream().filter(id -> AskedFile.of(id).refusesWithSuccess()).toList();

    assertThat(new TreeSet<>(REFUSALS.keySet())).containsExactlyElementsOf(refusing);
  }

  @ParameterizedTest
  @MethodSource("refusingFiles")
  void oneThatIsRefusedWithSuccessTellsWhetherItChangedSomething(String id) {
    Refusals refusals = Objects.requireNonNull(REFUSALS.get(id));
    refused(id, refusals.named(), ended -> Applied.NO);
    if (refusals.unclear() != null) {
      refused(id, refusals.unclear(), FailedWritesTest::unknown);
    }
  }

  private interface Expected {
    Applied of(Ended ended);
  }

  private static void refused(String id, String body, Expected expected) {
    int[] failed = {0};
    each(
        id,
        ScriptedReply.of(200, body),
        (all, ended, what) -> {
          Failure failure = ended.failed();
          if (failure != null && failure.message().startsWith("the vendor answered 200")) {
            failed[0]++;
            all.assertThat(failure.applied())
                .as(what + ": " + failure)
                .isEqualTo(expected.of(ended));
          }
        });
    assertThat(failed[0]).as(id + " refused with " + body).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "release tag name is not valid [tag_name: v 2], INVALID, NO",
    "'GetCommit[abc]: object does not exist [id: abc, rel_path: ]', NOT_FOUND, NO",
    "issue does not exist [id: 0 repo_id: 1 index: 9], NOT_FOUND, NO",
    "database is locked, UNAVAILABLE, UNKNOWN"
  })
  void whatGiteaFindsWrongInWhatItIsGivenChangedNothing(
      String words, FailureCode code, Applied applied) {
    for (String id : List.of("gitea", "forgejo")) {
      each(
          id,
          ScriptedReply.of(500, "{\"message\": \"%s\"}".formatted(words)),
          (all, ended, what) -> {
            all.assertThat(ended.failure().code()).as(what).isEqualTo(code);
            all.assertThat(ended.failure().applied())
                .as(what)
                .isEqualTo(ended.wrote() ? applied : Applied.NO);
          });
    }
  }
}
