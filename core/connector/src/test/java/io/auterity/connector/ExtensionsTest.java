package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.FileProblem;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Extended;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.provider.plugin.ExtendingConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.transport.ScriptedReply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connector file brings beside the operations of its kind. */
class ExtensionsTest {

  private static final String START =
      """
      summary: Start a box
      effect: idempotent
      dataClass: customer
      input:
        type: object
        required: [box]
        properties:
          box: {type: string, format: ref, description: The box to start}
          goal: {type: string, maxLength: 10}
      result:
        type: object
        required: [box, state]
        properties:
          box: {type: string, format: ref}
          state: {type: string, enum: [open, closed]}
          goal: {type: string}
      operation:
        request: POST /boxes/{box.shelf}/{box.id}
        body: {goal: "${input.goal}"}
        result: {box: "${it.shelf}/${it.id}", state: "${it.state}", goal: "${it.goal}"}
      """;

  private static String file(String extension) {
    return ExampleFile.putting(
            "request: POST /things\nresult: {ref: \"${it.id}\", name: \"${it.name}\"}",
            "ids: {box: \"{shelf}/{id}\"}")
        + "    extensions:\n      box.start:\n"
        + extension.indent(8);
  }

  private static Capability capability(String file) {
    return ((ExtendingConnector) ThingVendor.plugin(file).connectors().getFirst())
        .extensions()
        .getFirst();
  }

  private static Json.Obj json(String text) {
    return new JsonReader(10_000).readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ExtensionValue start(ThingVendor vendor, String input) {
    return ((Extended) vendor.things)
        .extension(new ExtensionValue(json(input)), vendor.callOf("example.box.start"));
  }

  @Test
  void itBearsItsConnectorsNameAndWhatTheFileSaysOfIt() {
    Capability capability = capability(file(START));

    assertThat(capability.id()).isEqualTo("example.box.start");
    assertThat(capability.operation()).isEqualTo("example.box.start");
    assertThat(capability.kind()).isEqualTo("thing");
    assertThat(capability.summary()).isEqualTo("Start a box");
    assertThat(capability.effect()).isEqualTo(Effect.IDEMPOTENT);
    assertThat(capability.dataClass()).isEqualTo(DataClass.CUSTOMER);
    assertThat(
            ThingVendor.plugin(file(START)).manifest().connectors().getFirst().support().keySet())
        .containsExactlyInAnyOrder("thing.put", "example.box.start");
  }

  @Test
  void itAsksTheVendorAndReadsTheReply() {
    ThingVendor vendor =
        new ThingVendor(
            file(START),
            ScriptedReply.of(
                200, "{\"shelf\": 3, \"id\": 7, \"state\": \"open\", \"goal\": \"x\"}"));

    ExtensionValue started = start(vendor, "{\"box\": \"3/7\", \"goal\": \"move\"}");

    assertThat(vendor.sent()).containsExactly("POST https://vendor.example/api/boxes/3/7");
    assertThat(vendor.lastBody()).isEqualTo("{\"goal\":\"move\"}");
    assertThat(started.fields())
        .isEqualTo(
            json(
                "{\"box\": {\"id\": \"3/7\", \"provider\": \"mine\"}, \"state\": \"open\","
                    + " \"goal\": \"x\"}"));
  }

  private static final String GOAL = "    goal: {type: string, maxLength: 10}\n";
  private static final String NESTED =
      START.replace(
          GOAL,
          GOAL
              + "    others: {type: array, items: {type: string, format: ref}}\n"
              + "    near: {type: object, properties: {box: {type: string, format: ref}}}\n"
              + "    rows: {type: array, items: {type: object, properties: {box: {type: string,"
              + " format: ref}}}}\n"
              + "    named: {type: object, additionalProperties: {type: string, format: ref}}\n"
              + "    free: {type: object}\n");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | -",
        "{'box': '1'} | -",
        "{'box': {'provider': 'a', 'id': '1'}} | a",
        "{'others': ['1', {'provider': 'a', 'id': '1'}, {'id': '2'}]} | a",
        "{'near': {'box': {'provider': 'a', 'id': '1'}}} | a",
        "{'rows': [{'box': '1'}, {'box': {'provider': 'a', 'id': '1'}}]} | a",
        "{'named': {'x': {'provider': 'a', 'id': '1'}}} | a",
        "{'box': {'provider': 'a', 'id': '1'}, 'others': [{'provider': 'b', 'id': '2'}]} | a,b",
        "{'free': {'x': {'provider': 'a', 'id': '1'}}} | -"
      })
  void referencesNameTheirProvidersAtAnyDepth(String input, String providers) {
    ExtensionValue value = new ExtensionValue(json(input.replace('\'', '"')));

    assertThat(String.join(",", value.providers(capability(file(NESTED)).inputSchema())))
        .isEqualTo(providers.replace("-", ""));
  }

  @Test
  void aReferenceWithItsProviderIsTakenApartAsWell() {
    ThingVendor vendor =
        new ThingVendor(
            file(START), ScriptedReply.of(200, "{\"shelf\": 3, \"id\": 7, \"state\": \"open\"}"));

    start(vendor, "{\"box\": {\"provider\": \"mine\", \"id\": \"3/7\"}}");

    assertThat(vendor.sent()).containsExactly("POST https://vendor.example/api/boxes/3/7");
    assertThat(vendor.lastBody()).isEqualTo("{}");
  }

  @Test
  void nullIsTheSameAsAbsent() {
    ThingVendor vendor =
        new ThingVendor(
            file(START),
            ScriptedReply.of(
                200, "{\"shelf\": 3, \"id\": 7, \"state\": \"open\", \"goal\": null}"));
    Capability capability = capability(file(START));

    assertThat(start(vendor, "{\"box\": \"3/7\"}").fields().get("goal")).isNull();
    assertThat(
            new Binder().bind(capability, Payload.of(json("{\"box\": \"1/2\", \"goal\": null}"))))
        .isEqualTo(new ExtensionValue(json("{\"box\": \"1/2\"}")));
  }

  @Test
  void aReplyThatIsNoResultIsToldAfterItWasSent() {
    ThingVendor vendor =
        new ThingVendor(
            file(START), ScriptedReply.of(200, "{\"shelf\": 3, \"id\": 7, \"state\": \"lost\"}"));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> start(vendor, "{\"box\": \"3/7\"}"))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
              assertThat(e.failure().message()).contains("makes no record", "state");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                    | box",
        "{\"box\": \"1/2\", \"gaol\": \"x\"}   | gaol",
        "{\"box\": 7}                          | box",
        "{\"box\": \"1/2\", \"goal\": \"much too long\"} | goal"
      })
  void anInputThatDoesNotFitIsRefusedByItsPlace(String input, String field) {
    Capability capability = capability(file(START));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> new Binder().bind(capability, Payload.of(json(input))))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID);
              assertThat(e.failure().message()).contains("example.box.start", field);
            });
  }

  @Test
  void whatAVersionDoesNotHaveIsUnsupported() {
    ThingVendor vendor = new ThingVendor(file(START));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                ((Extended) vendor.things)
                    .extension(
                        new ExtensionValue(Json.EMPTY), vendor.callOf("example.box.destroy")))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNSUPPORTED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${input.goal}               | ${input.gaol}                 | operation.body.goal | gaol",
        "box.shelf}                  | box.shelve}                   | operation.request   |"
            + " shelve",
        "effect: idempotent          | effect: none                  | operation           |"
            + " effect: none",
        "type: string, maxLength: 10 | type: strong                  | input               | type",
        "goal: {type: string}        | goal: {$ref: '#/x'} | result | '#/x'",
        "state: \"${it.state}\",     | when: 1,                       | operation.result | when",
        "'required: [box, state]'    | 'additionalProperties: true'   | result.additionalProperties"
            + " | not read",
        "operation:                  | 'operation:\n  page: pages'    | operation.page | kind",
        "summary: Start a box        | sumary: Start a box            | sumary | unknown",
      })
  void aFileWithAFlawIsRefusedAtItsPlace(String old, String with, String place, String words) {
    String text = START.replace(old.strip(), with.strip());
    assertThat(text).isNotEqualTo(START);

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> ThingVendor.plugin(file(text)))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.path())
                              .startsWith("connectors.example.extensions['box.start']." + place);
                          assertThat(problem.toString()).contains(words);
                        }));
  }

  @Test
  void aNameMustHaveTwoParts() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> ThingVendor.plugin(file(START).replace("box.start:", "start:")))
        .satisfies(
            e ->
                assertThat(e.problems().stream().map(FileProblem::path))
                    .anyMatch(path -> path.startsWith("connectors.example.extensions")));
  }

  @Test
  void aConnectorThatIsNamedAsAKindBringsNone() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(
            () ->
                ThingVendor.plugin(
                    file(START).replace("connectors:\n  example:", "connectors:\n  thing:")))
        .withMessageContaining("rename the connector");
  }

  @Test
  void whatTheKindHasIsMentioned() {
    assertThat(ThingVendor.warnings(file(START).replace("box.start:", "thing.put:")))
        .anyMatch(warning -> warning.contains("is an operation of the kind"));
  }
}
