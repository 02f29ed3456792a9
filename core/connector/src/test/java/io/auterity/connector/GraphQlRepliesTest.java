package io.auterity.connector;

import static io.auterity.connector.ExampleFile.listing;
import static io.auterity.connector.ExampleFile.putting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.ExampleFile.ThingQuery;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GraphQL answers with errors, whatever the file says of errors. */
class GraphQlRepliesTest {

  private static final String QUERY =
      """
      graphql: "query($name: String!) { thing(name: $name) { id name note } }"
      variables: {name: "${input.name}"}
      of: ${body.data.thing}
      result: {ref: "${it.id}", name: "${it.name}", note: "${it.note}"}
      """;
  private static final String MUTATION =
      """
      graphql: "mutation($name: String!) { make(name: $name) { ok thing { id name } } }"
      variables: {name: "${input.name}"}
      of: ${body.data.make.thing}
      result: {ref: "${it.id}", name: "${it.name}"}
      """;
  private static final String GROUPED =
      MUTATION.replace("{ make(", "{ things { make(").replace("name } } }", "name } } } }");
  private static final String LIST =
      """
      graphql: "query { things { nodes { id name } } }"
      page: pages
      items: ${body.data.things.nodes}
      result: {ref: "${it.id}", name: "${it.name}"}
      """;

  private static Failure failure(String operation, String reply) {
    return failure(operation, "", ScriptedReply.of(200, reply));
  }

  private static Failure failure(String operation, String more, ScriptedReply reply) {
    ThingVendor vendor = new ThingVendor(putting(operation, more), reply);
    return Failures.of(() -> vendor.things.put(NewThing.named("a"), vendor.put())).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\": [{\"message\": \"broke\"}]}",
        "{\"data\": null, \"errors\": [{\"message\": \"broke\"}]}",
        "{\"data\": {\"thing\": null}, \"errors\": [{\"message\": \"broke\"}]}",
        "{\"data\": {\"thing\": {\"id\": \"1\", \"name\": \"a\", \"note\": null}},"
            + " \"errors\": [{\"message\": \"broke\", \"path\": [\"thing\", \"note\"]}]}",
        "{\"data\": {\"thing\": {\"id\": \"1\", \"name\": \"a\"}}, \"errors\": \"broke\"}",
        "{\"data\": {\"thing\": {\"id\": \"1\", \"name\": \"a\"}},"
            + " \"errors\": {\"message\": \"broke\"}}"
      })
  void aReadWithErrorsIsNeverPassedOffAsWhole(String reply) {
    Failure failure = failure(QUERY, reply);

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.message()).contains("the vendor answered 200").endsWith("broke");
    assertThat(failure.message().contains("with a part of the data"))
        .isEqualTo(reply.contains("\"id\""));
    assertThat(failure.fields()).containsEntry(Failure.ANSWER, "200");
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aListOfWhichAPartFailedIsNoList() {
    String nodes =
        "{\"data\": {\"things\": {\"nodes\": [{\"id\": \"1\", \"name\": \"a\"}]}}, \"errors\":"
            + " [{\"type\": \"FORBIDDEN\", \"message\": \"one is hidden\"}]}";
    ThingVendor vendor =
        new ThingVendor(listing(LIST, "{style: whole}"), ScriptedReply.of(200, nodes));

    Failure failure =
        Failures.expect(
            FailureCode.FORBIDDEN,
            () -> vendor.things.list(new ThingQuery(null, null, null), vendor.list()));

    assertThat(failure.message()).endsWith("with a part of the data: one is hidden");
  }

  @Test
  void aFileMayTakeAPartAndSayThatItIsOne() {
    String nodes =
        "{\"data\": {\"things\": {\"nodes\": [{\"id\": \"1\", \"name\": \"a\"}]}}, \"errors\":"
            + " [{\"type\": \"FORBIDDEN\", \"message\": \"one is hidden\"}]}";
    String tolerant =
        LIST
            + """
            acceptsWhen: ${body.errors.all(e, e.type == 'FORBIDDEN')}
            truncated: ${has(body.errors)}
            """;
    ThingVendor vendor =
        new ThingVendor(listing(tolerant, "{style: whole}"), ScriptedReply.of(200, nodes));

    assertThat(vendor.things.list(new ThingQuery(null, null, null), vendor.list()).truncated())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}"})
  void errorsThatAreEmptyAreNone(String none) {
    ThingVendor vendor =
        new ThingVendor(
            putting(QUERY, ""),
            ScriptedReply.of(
                200,
                "{\"data\": {\"thing\": {\"id\": \"1\", \"name\": \"a\"}}, \"errors\": %s}"
                    .formatted(none)));

    assertThat(vendor.things.put(NewThing.named("a"), vendor.put()).name()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "code, RATELIMITED, RATE_LIMITED",
    "code, RATE_LIMITED, RATE_LIMITED",
    "code, THROTTLED, RATE_LIMITED",
    "code, too-many-requests, RATE_LIMITED",
    "code, UNAUTHENTICATED, UNAUTHENTICATED",
    "code, FORBIDDEN, FORBIDDEN",
    "type, permission denied, FORBIDDEN",
    "errorType, NOT_FOUND, NOT_FOUND",
    "classification, ValidationError, INVALID",
    "code, BAD_USER_INPUT, INVALID",
    "code, GRAPHQL_VALIDATION_FAILED, INVALID",
    "code, INTERNAL_SERVER_ERROR, UNAVAILABLE",
  })
  void whatServersNameGoesByItsNameWithStatus200(String field, String name, FailureCode code) {
    String inside =
        "{\"data\": null, \"errors\": [{\"message\": \"m\", \"extensions\": {\"%s\": \"%s\"}}]}";
    String beside = "{\"data\": null, \"errors\": [{\"message\": \"m\", \"%s\": \"%s\"}]}";

    for (String form : new String[] {inside, beside}) {
      Failure failure = failure(MUTATION, form.formatted(field, name));

      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.applied())
          .isEqualTo(code == FailureCode.UNAVAILABLE ? Applied.UNKNOWN : Applied.NO);
      assertThat(failure.retryable()).isEqualTo(code == FailureCode.RATE_LIMITED);
    }
  }

  @Test
  void aLimitThatIsNamedWaitsAsLongAsTheVendorSays() {
    String limits = "limits: {exhausted: \"${status == 429}\", remaining: x-left, reset: x-reset}";
    String limited = "{\"errors\": [{\"type\": \"RATE_LIMITED\", \"message\": \"too many\"}]}";
    ScriptedReply reply =
        ScriptedReply.of(200, limited).withHeader("x-left", "0").withHeader("x-reset", "90");

    Failure failure = failure(QUERY, limits, reply);

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void whatTheFileSaysOfAnErrorComesFirst() {
    String errors =
        "errors: {cases: [{when: \"${body.errors[0].message == 'gone'}\", code: not_found}]}";
    String gone =
        "{\"errors\": [{\"message\": \"gone\", \"extensions\": {\"code\": \"BAD_USER_INPUT\"}}]}";

    assertThat(failure(QUERY, errors, ScriptedReply.of(200, gone)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(QUERY, errors, ScriptedReply.of(400, gone)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(QUERY, "", ScriptedReply.of(400, gone)).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"errors": [{"message": "m"}]}                                                                      | NO
          {"data": null, "errors": [{"message": "m"}]}                                                        | UNKNOWN
          {"data": {"make": null}, "errors": [{"message": "m", "path": ["make"]}]}                            | UNKNOWN
          {"data": null, "errors": [{"type": "FORBIDDEN", "path": ["make"]}]}                                 | NO
          {"data": null, "errors": [{"type": "FORBIDDEN", "path": ["make", "thing", "owner"]}]}               | UNKNOWN
          {"data": {"make": {"ok": true, "thing": null}}, "errors": [{"message": "m"}]}                       | YES
          {"data": {"make": {"ok": true, "thing": {"id": "1", "name": null}}}, "errors": [{"type": "FORBIDDEN"}]} | YES
          {"data": {"make": {"ok": false, "thing": null}}, "errors": [{"message": "m"}]}                      | UNKNOWN
          {"message": "m"}                                                                                    | UNKNOWN
          {"data": null}                                                                                      | UNKNOWN
          """)
  void aMutationTellsWhetherItWasCarriedOut(String reply, Applied applied) {
    Failure failure = failure(MUTATION, reply);

    assertThat(failure.applied()).isEqualTo(applied);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aMutationInAGroupIsRefusedAtItsOwnPlace() {
    String refused =
        "{\"data\": {\"things\": {\"make\": null}},"
            + " \"errors\": [{\"type\": \"FORBIDDEN\", \"path\": [\"things\", \"make\"]}]}";

    assertThat(failure(GROUPED, refused).applied()).isEqualTo(Applied.NO);
    assertThat(failure(MUTATION, refused).applied()).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aReplyWithoutDataIsTheVendorsAndNothingThatIsMissing() {
    assertThat(failure(QUERY, "{\"message\": \"moved\"}").code())
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure(QUERY, "{\"data\": {\"thing\": null}}").code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "form"})
  void aFileCannotPassOverTheErrorsOfGraphQl(String reads) {
    assertThatThrownBy(() -> ThingVendor.plugin(putting(MUTATION + "reads: " + reads, "")))
        .isInstanceOf(BadConnectorException.class)
        .hasMessageContaining("reads a reply of GraphQL as " + reads.toLowerCase(Locale.ROOT));
  }

  @Test
  void errorsAreReadWhereNothingElseIs() {
    String unread =
        MUTATION
                .replace("of: ${body.data.make.thing}\n", "reads: none\n")
                .replaceFirst("result:.*\n", "")
            + "result: {ref: \"1\", name: \"a\"}\n";
    String made = "{\"data\": {\"make\": {\"ok\": true}}}";

    assertThat(failure(unread, "{\"errors\": [{\"message\": \"broke\"}]}").message())
        .endsWith("broke");
    for (String reply : new String[] {made, ""}) {
      ThingVendor vendor = new ThingVendor(putting(unread, ""), ScriptedReply.of(200, reply));
      assertThat(vendor.things.put(NewThing.named("a"), vendor.put()).name()).isEqualTo("a");
    }
  }
}
