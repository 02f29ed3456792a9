package io.auterity.connector;

import static io.auterity.connector.ExampleFile.putting;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.ExampleFile.Thing;
import io.auterity.spi.Applied;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import io.auterity.spi.Ref;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a vendor's replies: steps, records and failures. */
class RepliesTest {

  private static final String RESULT =
      "\nresult: {ref: \"${it.id}\", name: \"${it.name}\", note: \"${it.note}\"}";
  private static final String ONE = "{\"id\": \"1\", \"name\": \"one\"}";
  private static final String TWO = "{\"id\": \"2\", \"name\": \"two\"}";

  private static final String ERRORS =
      """
      errors:
        message: ${body.error}
        failed: ${has(body.fault)}
        cases:
          - {when: "${status == 400 && body.error.contains('taken')}", code: conflict}
          - {when: "${has(body.fault)}", code: forbidden, message: "no: ${body.fault}"}
      limits: {exhausted: "${status == 403 && headers['x-left'] == '0'}", reset: X-Reset, resetAs: epoch}
      """;

  private static ThingVendor vendor(String operation, ScriptedReply... replies) {
    return new ThingVendor(putting(operation, ERRORS), replies);
  }

  private static ScriptedReply ok(String body) {
    return ScriptedReply.of(200, body);
  }

  private static Thing put(ThingVendor vendor, String name) {
    return vendor.things.put(NewThing.named(name), vendor.put());
  }

  private static Failure failure(ThingVendor vendor, String name) {
    return Failures.of(() -> put(vendor, name)).orElseThrow();
  }

  @Test
  void aLaterStepReadsWhatAnEarlierOneKeeps() {
    ThingVendor vendor =
        vendor(
            """
            support: emulated
            steps:
              - {id: made, request: POST /things, keep: {number: "${body.id}"}}
              - {id: now, request: "GET /things/{made.number}"}
            """
                + RESULT,
            ok(ONE),
            ok(TWO));

    assertThat(put(vendor, "a")).isEqualTo(new Thing(new Ref("mine", "2"), "two", null));
    assertThat(vendor.sent())
        .containsExactly(
            "POST https://vendor.example/api/things", "GET https://vendor.example/api/things/1");
  }

  @Test
  void ofAlternativesTheFirstThatAppliesIsTaken() {
    String file =
        """
        steps:
          - {id: made, when: "${input.name == 'a'}", request: POST /a}
          - {id: made, request: POST /b}
        """
            + RESULT;
    ThingVendor first = vendor(file, ok(ONE));
    ThingVendor second = vendor(file, ok(ONE));

    put(first, "a");
    put(second, "x");

    assertThat(first.sent()).containsExactly("POST https://vendor.example/api/a");
    assertThat(second.sent()).containsExactly("POST https://vendor.example/api/b");
  }

  @Test
  void aConditionOnWhatIsAbsentDoesNotHold() {
    ThingVendor vendor =
        vendor(
            """
            support: emulated
            steps:
              - {id: noted, when: "${input.note != ''}", request: POST /notes}
              - {id: made, request: POST /things, body: {note: "${noted.id}", also: "${or(noted.id, 'none')}"}}
            """
                + RESULT,
            ok(ONE));

    put(vendor, "a");

    assertThat(vendor.lastBody()).isEqualTo("{\"also\":\"none\"}");
  }

  @Test
  void aRequestIsRepeatedForEachItemUpToItsBound() {
    String file =
        """
        support: emulated
        steps:
          - {id: found, each: "${or(input.tags, [])}", as: tag, most: 2, request: "GET /tags/{tag}", keep: "${body.id}"}
          - {id: made, request: POST /things, body: {tags: "${found}"}}
        """
            + RESULT;
    ThingVendor vendor = vendor(file, ok(ONE), ok(TWO), ok(ONE));
    NewThing two = new NewThing("a", null, List.of("x", "y"), null, Change.keep(), null);
    NewThing three = new NewThing("a", null, List.of("x", "y", "z"), null, Change.keep(), null);

    vendor.things.put(two, vendor.put());

    assertThat(vendor.lastBody()).isEqualTo("{\"tags\":[\"1\",\"2\"]}");
    Failures.expect(FailureCode.TOO_LARGE, () -> vendor.things.put(three, vendor.put()));
  }

  @Test
  void theFileMayRefuseBeforeAndBetweenRequests() {
    String file =
        """
        support: emulated
        refuse: [{when: "${input.name == ''}", code: invalid, field: name, message: must not be empty}]
        steps:
          - {id: found, request: GET /things, refuse: [{when: "${size(found) == 0}", code: not_found, message: there is none}]}
          - {id: made, request: POST /things}
        """
            + RESULT;
    ThingVendor vendor = vendor(file, ok("[]"));

    Failure early = failure(vendor, "");
    assertThat(vendor.sent()).isEmpty();
    Failure between = failure(vendor, "a");

    assertThat(early.code()).isEqualTo(FailureCode.INVALID);
    assertThat(early.fields()).containsEntry("name", "must not be empty");
    assertThat(between.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(vendor.sent()).hasSize(1);
  }

  @Test
  void aFieldThatTheVendorCannotClearIsRefusedWithoutARequest() {
    ThingVendor vendor = vendor("notCleared: [text]\nrequest: PUT /things" + RESULT);
    NewThing clearing = new NewThing("a", null, null, null, Change.clear(), null);

    Failure failure =
        Failures.expect(FailureCode.INVALID, () -> vendor.things.put(clearing, vendor.put()));

    assertThat(failure.fields()).containsKey("text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"error": "name taken"} | CONFLICT        | the vendor answered 400: name taken
          400 | {"error": "bad"}        | INVALID         | the vendor answered 400: bad
          400 | {"error": {"a": [1]}}   | INVALID         | the vendor answered 400
          401 | not JSON                | UNAUTHENTICATED | the vendor answered 401: not JSON
          404 | {}                      | NOT_FOUND       | the vendor answered 404
          429 | {}                      | RATE_LIMITED    | the vendor answered 429
          200 | {"fault": "policy"}     | FORBIDDEN       | the vendor answered 200: no: policy
          503 | {"error": "down"}       | UNAVAILABLE     | the vendor answered 503: down
          301 | {}                      | UNAVAILABLE     | the vendor answered 301
          502 | <title>Bad</title>      | UNAVAILABLE     | the vendor answered 502: Bad
          422 | {"message": "M", "errors": "e"} | INVALID | the vendor answered 422: M: e
          """)
  void aRefusalIsMappedOnce(int status, String body, FailureCode code, String message) {
    Failure failure =
        failure(vendor("request: GET /things" + RESULT, ScriptedReply.of(status, body)), "a");

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isEqualTo(message);
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void anExhaustedLimitSaysHowLongToWaitByTheVendorsOwnClock() {
    ScriptedReply reply =
        new ScriptedReply(
            403,
            java.util.Map.of(
                "x-left", List.of("0"),
                "x-reset", List.of("1700000060"),
                "date", List.of("Tue, 14 Nov 2023 22:13:20 GMT")),
            List.of("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            null);

    Failure failure = failure(vendor("request: GET /things" + RESULT, reply), "a");

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void whetherAWriteWasAppliedIsSaid() {
    String file =
        """
        support: emulated
        steps:
          - {id: made, request: POST /things}
          - {id: now, request: "GET /things/{made.id}"}
        """
            + RESULT;

    Failure refused = failure(vendor(file, ScriptedReply.of(422, "{}")), "a");
    Failure broken = failure(vendor(file, ScriptedReply.of(500, "{}")), "a");
    Failure after = failure(vendor(file, ok(ONE), ScriptedReply.of(503, "{}")), "a");
    Failure misfit = failure(vendor(file, ok(ONE), ok("{\"id\": \"1\"}")), "a");
    Failure lacking = failure(vendor(file, ok("{}")), "a");
    Failure noJson = failure(vendor(file, ok("<html>")), "a");

    assertThat(refused.applied()).isEqualTo(Applied.NO);
    assertThat(broken.applied()).isEqualTo(Applied.UNKNOWN);
    for (Failure failure : List.of(after, misfit, lacking, noJson)) {
      assertThat(failure.applied()).isEqualTo(Applied.YES);
      assertThat(failure.retryable()).isFalse();
    }
    assertThat(misfit.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(misfit.fields()).containsKey("name");
    assertThat(lacking.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(lacking.message()).contains("made.id", "(200)");
    for (Failure failure : List.of(misfit, lacking, noJson)) {
      assertThat(failure.origin()).isEqualTo(Origin.VENDOR);
      assertThat(failure.fields())
          .containsEntry(Failure.STATUS, "200")
          .containsEntry(Failure.ANSWER, "200");
    }
    assertThat(lacking.message()).contains("lacks what is needed of it");
    assertThat(noJson.message()).contains("is not JSON");
  }

  @Test
  void aTextThatIsTooLongIsSaidToBeThat() {
    String longest = "\"" + "a".repeat(10_000_001) + "\"";
    String ofWrite = "request: POST /things" + RESULT;

    Failure read = failure(vendor("request: GET /things" + RESULT, ok(longest)), "a");
    Failure written = failure(vendor(ofWrite, ok(longest)), "a");
    Failure refused = failure(vendor(ofWrite, ScriptedReply.of(422, longest)), "a");

    assertThat(read.code()).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(read.message()).contains("operations['thing.put']").contains("too large");
    assertThat(written.applied()).isEqualTo(Applied.YES);
    assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
  }

  @Test
  void aRefusedWriteThatMayHaveHappenedIsInDoubt() {
    String rest = "request: POST /things" + RESULT;
    String graphql = "graphql: \"mutation { make { id } }\"" + RESULT;
    String made = "{\"data\": {\"make\": {\"id\": \"1\"}}, \"fault\": \"late\"}";

    assertThat(failure(vendor(rest, ScriptedReply.of(408, "{}")), "a").applied())
        .isEqualTo(Applied.UNKNOWN);
    assertThat(failure(vendor(rest, ok("{\"fault\": \"late\"}")), "a").applied())
        .as("forbidden by name")
        .isEqualTo(Applied.NO);
    assertThat(failure(vendor(graphql, ok(made)), "a").applied()).isEqualTo(Applied.UNKNOWN);
    for (String none : List.of("{\"data\": null, \"fault\": \"x\"}", "{\"fault\": \"x\"}")) {
      assertThat(failure(vendor(graphql, ok(none)), "a").applied()).isEqualTo(Applied.NO);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, true", "POST, false"})
  void aRefusalThatNoCaseNamesIsAnAnswerAndNoOutage(String method, boolean retryable) {
    String errors = "errors: {failed: \"${!body.ok}\"}\n";
    String operation = "request: %s /things".formatted(method) + RESULT;

    Failure failure =
        failure(new ThingVendor(putting(operation, errors), ok("{\"ok\": false}")), "a");

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.fields()).containsEntry(Failure.ANSWER, "200");
    assertThat(failure.retryable()).isEqualTo(retryable);
  }

  @Test
  void whetherItFailedThatCannotBeToldCountsAsFailed() {
    String errors = "errors: {failed: \"${body.code > 0}\"}\n";

    Failure failure =
        failure(
            new ThingVendor(
                putting("request: POST /things" + RESULT, errors), ok("{\"code\": \"bad\"}")),
            "a");

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure.message()).isEqualTo("the vendor answered 200");
  }

  @Test
  void eachReplyOfARepeatedStepMayBeRefused() {
    ThingVendor vendor =
        vendor(
            """
            support: emulated
            steps:
              - id: found
                each: "${['x', 'y', 'z']}"
                as: tag
                request: GET /tags/{tag}
                refuse: [{when: "${found.id == '2'}", code: conflict, message: is taken}]
              - {id: made, request: POST /things}
            """
                + RESULT,
            ok(ONE),
            ok(TWO));

    assertThat(failure(vendor, "a").code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(vendor.sent()).hasSize(2);
  }

  @Test
  void aReplyOfAnotherFormIsTheVendorsAndAnExpressionThatNeverHoldsIsTheFiles() {
    String file = "request: GET /things\nresult: {ref: \"${it.id}\", name: \"%s\"}\n";

    Failure typed =
        failure(
            vendor(file.formatted("${it.name.trim()}"), ok("{\"id\": \"1\", \"name\": 7}")), "a");
    Failure kept =
        failure(
            vendor(
                file.formatted("${it.list[0].name}"), ok("{\"id\": \"1\", \"list\": {\"0\": 1}}")),
            "a");
    Failure wrong = failure(vendor(file.formatted("${'a'.substring(7)}"), ok(ONE)), "a");

    assertThat(typed.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(typed.message()).contains("result.name", "(200)", "of another form");
    assertThat(kept.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(wrong.code()).isEqualTo(FailureCode.INTERNAL);
  }

  @Test
  void anItemOfAReplyThatLacksWhatARequestNeedsIsNotSent() {
    ThingVendor vendor =
        vendor(
            """
            support: emulated
            steps:
              - {id: found, request: GET /tags}
              - {id: made, each: "${found}", as: tag, request: POST /things, body: {tag: "${tag.id}"}}
            """
                + RESULT,
            ok("[{}]"),
            ok(ONE));

    assertThat(failure(vendor, "a").message()).contains("lacks what is needed of it");
    assertThat(vendor.sent()).hasSize(1);
  }

  @Test
  void aStatusThatIsAnAnswerLetsTheNextStepDecide() {
    String file =
        """
        support: emulated
        steps:
          - {id: old, request: GET /things, accepts: [404]}
          - {id: set, when: "${has(old.id)}", request: "PUT /things/{old.id}"}
          - {id: set, request: POST /things}
        """
            + RESULT;
    ThingVendor there = vendor(file, ok(ONE), ok(ONE));
    ThingVendor lost = vendor(file, ScriptedReply.of(404, "{}"), ok(ONE));

    put(there, "a");
    put(lost, "a");

    assertThat(there.sent().getLast()).isEqualTo("PUT https://vendor.example/api/things/1");
    assertThat(lost.sent().getLast()).isEqualTo("POST https://vendor.example/api/things");
  }

  @Test
  void nothingAtThePlaceOfTheRecordIsNotFound() {
    String file = "request: GET /things\nof: ${body.thing}" + RESULT;

    assertThat(failure(vendor(file, ok("{\"thing\": null}")), "a").code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(vendor(file, ok("{}")), "a").code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void aValueThatIsInNoTableIsAbsent() {
    String file =
        "request: GET /things\n"
            + "result: {ref: \"${it.id}\", name: \"${it.name}\", note:"
            + " \"${tables.level[it.level]}\"}";
    String tables = ERRORS + "tables: {level: {hi: high, lo: low}}\n";

    assertThat(
            put(
                    new ThingVendor(
                        putting(file, tables), ok(ONE.replace("}", ",\"level\":\"hi\"}"))),
                    "a")
                .note())
        .isEqualTo("high");
    assertThat(
            put(
                    new ThingVendor(
                        putting(file, tables), ok(ONE.replace("}", ",\"level\":\"xx\"}"))),
                    "a")
                .note())
        .isNull();
  }

  @Test
  void anOperationThatTheFileLacksIsUnsupported() {
    ThingVendor vendor = vendor("request: GET /things" + RESULT);

    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> vendor.things.list(new ExampleFile.ThingQuery(null, null, null), vendor.list()));
    assertThat(vendor.things).hasToString("example as data").isEqualTo(vendor.things);
    assertThat(vendor.things.hashCode()).isEqualTo(vendor.things.hashCode());
  }

  @Test
  void theCheckAsksTheVendor() {
    ThingVendor fine = vendor("request: GET /things" + RESULT, ok("{}"));
    ThingVendor refused =
        vendor("request: GET /things" + RESULT, ScriptedReply.of(401, "{\"error\": \"token\"}"));

    fine.connector.check(fine.things, fine.put());

    assertThat(fine.sent()).containsExactly("GET https://vendor.example/api/me");
    Failures.expect(
        FailureCode.UNAUTHENTICATED, () -> refused.connector.check(refused.things, refused.put()));
  }
}
