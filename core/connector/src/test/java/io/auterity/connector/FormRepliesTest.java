package io.auterity.connector;

import static io.auterity.connector.ExampleFile.putting;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.ExampleFile.Thing;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that are names and values, as forms are, instead of JSON. */
class FormRepliesTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String OPERATION =
      """
      request: POST /things
      form: {name: "${input.name}"}
      reads: form
      result: {ref: "${body.id}", name: "${body.name}", note: "${body.note}"}
      """;
  private static final String ERRORS =
      """
      errors:
        failed: ${has(body.error)}
        message: ${body.error_description}
        cases:
          - {when: "${body.error == 'bad_verification_code'}", code: invalid}
      """;

  private static ScriptedReply reply(int status, String type, String body) {
    return ScriptedReply.of(status, body).withHeader("content-type", type);
  }

  private static Thing put(String operation, ScriptedReply reply) {
    ThingVendor vendor = new ThingVendor(putting(operation, ERRORS), reply);
    return vendor.things.put(NewThing.named("a"), vendor.put());
  }

  private static Failure failure(String operation, ScriptedReply reply) {
    return Failures.of(() -> put(operation, reply)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {FORM, FORM + "; charset=utf-8", "text/plain", "X-Other/Thing"})
  void namesAndValuesAreTheFieldsOfTheBody(String type) {
    Thing thing = put(OPERATION, reply(200, type, "id=1&name=a+b%26c&note=%C3%BC&note=second\n"));

    assertThat(thing.ref().id()).isEqualTo("1");
    assertThat(thing.name()).isEqualTo("a b&c");
    assertThat(thing.note()).isEqualTo("ü");
  }

  @Test
  void aVendorThatAnswersJsonAllTheSameIsRead() {
    Thing thing =
        put(
            OPERATION,
            reply(200, "application/json; charset=utf-8", "{\"id\": \"1\", \"name\": \"a\"}"));

    assertThat(thing.name()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"200, form", "400, form", "400, json", "422, text"})
  void aRefusalIsReadInTheFormInWhichItComes(int status, String reads) {
    String operation = OPERATION.replace("reads: form", "reads: " + reads);
    String body = "error=bad_verification_code&error_description=The+code+is+wrong.&error_uri=x";

    Failure failure = failure(operation, reply(status, FORM, body));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message())
        .isEqualTo("the vendor answered %d: The code is wrong.".formatted(status));
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void aReplyOfNoTypeIsWhatItLooksLike() {
    String refused = "error=bad_verification_code&error_description=Wrong.";

    assertThat(put(OPERATION, ScriptedReply.of(200, "id=1&name=a")).name()).isEqualTo("a");
    assertThat(put(OPERATION, ScriptedReply.of(200, " {\"id\": \"1\", \"name\": \"b\"}")).name())
        .isEqualTo("b");
    assertThat(failure(OPERATION, ScriptedReply.of(400, refused)).message()).endsWith(": Wrong.");
    assertThat(
            failure(OPERATION, ScriptedReply.of(400, "{\"error_description\": \"Bad.\"}"))
                .message())
        .endsWith(": Bad.");
  }

  @Test
  void aRefusalInJsonIsReadThoughFormsAreWanted() {
    String body = "{\"error\": \"bad_verification_code\", \"error_description\": \"Wrong.\"}";

    assertThat(failure(OPERATION, reply(400, "application/json", body)).message())
        .isEqualTo("the vendor answered 400: Wrong.");
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html><title>Sorry</title></html>, Sorry",
    "text/plain, Something went wrong, Something went wrong",
    "text/plain, id=%zz, id=%zz",
  })
  void whatIsNoFormIsTheVendorsWithItsTypeAndWords(String type, String body, String words) {
    Failure failure = failure(OPERATION, reply(200, type, body));

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.message()).contains("is no form but " + type).endsWith(": " + words);
  }

  @Test
  void aFormWhereJsonIsWantedTellsNothingOfWhatItHolds() {
    Failure failure =
        failure(
            OPERATION.replace("reads: form", "reads: json"),
            reply(200, FORM, "access_token=gho_16C7e42F292c6912E7&scope=repo&token_type=bearer"));

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.message()).endsWith("is not JSON but " + FORM);
  }
}
