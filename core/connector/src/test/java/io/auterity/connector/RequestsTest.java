package io.auterity.connector;

import static io.auterity.connector.ExampleFile.putting;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.ExampleFile.Thing;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a file's templates send. */
class RequestsTest {

  private static final String THING = "{\"id\": \"7\", \"name\": \"a\"}";
  private static final String RESULT =
      "\nresult: {ref: \"${it.id}\", name: \"${it.name}\", note: \"${it.note}\"}";
  private static final JsonReader JSON = new JsonReader(100_000);

  private static ThingVendor vendor(String operation) {
    return new ThingVendor(
        putting(operation + RESULT, "ids: {box: \"{room}/{shelf}\"}"),
        ScriptedReply.of(200, THING),
        ScriptedReply.of(200, THING),
        ScriptedReply.of(200, THING));
  }

  private static String clean(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Property(tries = 200)
  void nothingBreaksOutOfAJsonBody(@ForAll String name) {
    ThingVendor vendor =
        vendor("request: POST /things\nbody: {a: {name: \"${input.name}\"}, b: 1}");

    vendor.things.put(NewThing.named(clean(name)), vendor.put());

    assertThat(JSON.read(vendor.last().body()))
        .isEqualTo(
            Json.EMPTY
                .with("a", Json.EMPTY.with("name", Json.of(clean(name))))
                .with("b", Json.of(1)));
  }

  @Property(tries = 200)
  void nothingBreaksOutOfAForm(@ForAll String name) {
    ThingVendor vendor =
        vendor("request: POST /things\nform: {name: \"${input.name}\", more: \"x ${input.name}\"}");

    vendor.things.put(NewThing.named(clean(name)), vendor.put());

    assertThat(decoded(vendor.lastBody()))
        .containsExactly("name=" + clean(name), "more=x " + clean(name));
  }

  @Property(tries = 200)
  void nothingBreaksOutOfAQuery(@ForAll String name) {
    ThingVendor vendor = vendor("request: GET /things\nquery: {name: \"${input.name}\", z: 1}");

    vendor.things.put(NewThing.named(clean(name)), vendor.put());

    assertThat(vendor.last().uri().getRawPath()).isEqualTo("/api/things");
    assertThat(decoded(vendor.last().uri().getRawQuery()))
        .containsExactly("name=" + clean(name), "z=1");
  }

  @Property(tries = 200)
  void nothingBreaksOutOfAPath(@ForAll String name) {
    ThingVendor vendor = vendor("request: GET /things/{name}/end");
    Failure refused =
        Failures.of(() -> vendor.things.put(NewThing.named(clean(name)), vendor.put()))
            .orElse(null);

    if (List.of("", ".", "..").contains(name)) {
      assertThat(refused).isNotNull();
      assertThat(vendor.sent()).isEmpty();
      return;
    }
    String path = vendor.last().uri().getRawPath();
    assertThat(path).startsWith("/api/things/").endsWith("/end");
    String segment = path.substring("/api/things/".length(), path.length() - "/end".length());
    assertThat(segment).matches("[A-Za-z0-9._~%-]+");
    assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(clean(name));
    assertThat(vendor.last().uri().getHost()).isEqualTo("vendor.example");
  }

  private static List<String> decoded(String pairs) {
    return Arrays.stream(pairs.split("&", -1))
        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void whatTheCallerLeftOutLeavesNoTrace() {
    ThingVendor vendor =
        vendor(
            """
            request: POST /things
            query: {note: "${input.note}", by: "n-${input.note}"}
            body:
              name: ${input.name}
              note: ${input.note}
              tags: ["${input.note}", fixed]
              box: {room: "${box.room}"}
              more?: {note: "${input.note}"}
              text: ${input.text}
              line: {join: ", ", of: ["note ${input.note}", "${input.name}"]}
              none: {join: ", ", of: ["${input.note}"]}
              ...: ${input.extra}
            """);

    vendor.things.put(NewThing.named("a"), vendor.put());

    assertThat(vendor.last().uri().getRawQuery()).isNull();
    assertThat(vendor.lastBody())
        .isEqualTo("{\"name\":\"a\",\"tags\":[\"fixed\"],\"box\":{},\"line\":\"a\"}");
  }

  @Test
  void whatTheCallerSaysIsThereWithItsTypeAndNullStaysNull() {
    ThingVendor vendor =
        vendor(
            """
            request: POST /things/{box.room}/{box.shelf}
            query: {tag: "${input.tags}"}
            headers: {x-note: "${input.note}"}
            body: {tags: "${input.tags}", text: "${input.text}", team: "${config.team}", ...: "${input.extra}"}
            """);
    NewThing input =
        new NewThing(
            "a",
            "b",
            List.of("x", "y"),
            new Ref("mine", "cellar/3"),
            Change.clear(),
            Json.EMPTY.with("own", Json.of(true)));

    vendor.things.put(input, vendor.put());

    assertThat(vendor.sent())
        .containsExactly("POST https://vendor.example/api/things/cellar/3?tag=x&tag=y");
    assertThat(vendor.last().headers()).containsEntry("x-note", List.of("b"));
    assertThat(vendor.lastBody())
        .isEqualTo("{\"tags\":[\"x\",\"y\"],\"text\":null,\"team\":\"red\",\"own\":true}");
  }

  @Test
  void whatAFileWritesIsNotOverwrittenByTheCallersOwnFields() {
    ThingVendor vendor =
        vendor("request: POST /things\nbody: {name: \"${input.name}\", ...: \"${input.extra}\"}");
    Json.Obj extra = Json.EMPTY.with("name", Json.of("other"));

    vendor.things.put(new NewThing("a", null, null, null, Change.keep(), extra), vendor.put());

    assertThat(vendor.lastBody()).isEqualTo("{\"name\":\"a\"}");
  }

  @Test
  void anIdThatCannotBeOneIsNotFoundWithoutARequest() {
    ThingVendor vendor = vendor("request: GET /things/{box.room}");
    NewThing input = new NewThing("a", null, null, new Ref("mine", "a/b/c"), Change.keep(), null);

    Failure failure =
        Failures.expect(FailureCode.NOT_FOUND, () -> vendor.things.put(input, vendor.put()));

    assertThat(failure.message())
        .isEqualTo("there is no box 'a/b/c'; its id looks like {room}/{shelf}");
    assertThat(vendor.sent()).isEmpty();
  }

  @Test
  void aHeaderCannotHoldLineEnds() {
    ThingVendor vendor = vendor("request: GET /things\nheaders: {x-name: \"${input.name}\"}");

    Failures.expect(
        FailureCode.INVALID,
        () -> vendor.things.put(NewThing.named("a\r\nx-other: b"), vendor.put()));
    assertThat(vendor.sent()).isEmpty();
  }

  @Test
  void aFileIsAPartOfAMultipartForm() {
    ThingVendor vendor =
        vendor(
            """
            request: POST /things
            multipart: {name: "${input.name}", file: {name: a.txt, type: text/plain, base64: "${base64(input.name)}"}}
            """);

    vendor.things.put(NewThing.named("x\r\n--y"), vendor.put());

    String type = vendor.last().headers().getOrDefault("content-type", List.of()).getFirst();
    String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());
    assertThat(vendor.lastBody().split("--" + boundary, -1)).hasSize(4);
    assertThat(vendor.lastBody())
        .contains(
            "name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nx\r\n--y\r\n");
  }

  @Test
  void aDocumentOfGraphqlGoesWithItsVariables() {
    ThingVendor vendor =
        vendor(
            "graphql: \"query($n: String) { a }\"\n"
                + "variables: {n: \"${input.name}\", o: \"${input.note}\"}");

    vendor.things.put(NewThing.named("a\"}"), vendor.put());

    assertThat(vendor.sent()).containsExactly("POST https://vendor.example/api/graphql");
    assertThat(vendor.lastBody())
        .isEqualTo("{\"query\":\"query($n: String) { a }\",\"variables\":{\"n\":\"a\\\"}\"}}");
  }

  @Test
  void aTextIsSentAsItIs() {
    ThingVendor vendor = vendor("request: PUT /things\ntext: \"${input.name}: ${input.name}\"");

    Thing thing = vendor.things.put(NewThing.named("é"), vendor.put());

    assertThat(vendor.lastBody()).isEqualTo("é: é");
    assertThat(thing).isEqualTo(new Thing(new Ref("mine", "7"), "a", null));
  }

  @Test
  void theKeyOfARepetitionIsSentWhereTheVendorTakesOne() {
    ThingVendor vendor = vendor("request: POST /things\nidempotency: {header: Idempotency-Key}");

    vendor.things.put(NewThing.named("a"), vendor.put().withIdempotencyKey("run/1"));

    assertThat(vendor.last().headers()).containsEntry("idempotency-key", List.of("run/1"));
    assertThat(vendor.connector.id()).isEqualTo("example");
  }

  @Test
  void anAddressWithACredentialInItIsRefused() {
    CallFailedException refused =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            CallFailedException.class,
            () ->
                vendor("request: GET /x")
                    .connector
                    .open(
                        new io.auterity.testkit.FakeProvider(
                                "x", VendorFiles.plugin("jira").manifest())
                            .withConfig(
                                Json.EMPTY.with("url", Json.of("https://a:b@vendor.example")))));

    assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused).hasMessageNotContaining("a:b");
  }

  @Test
  void absenceThatIsMeantExcusesNoOther() {
    String steps =
        """
        support: emulated
        steps:
          - {id: made, request: POST /things}
          - {id: now, request: PUT /things, body: {a: "${made.id == 'X' ? dyn(absent) : made.missing}"}}
        """;
    ThingVendor lacking = vendor(steps.replace("X", "0"));
    ThingVendor meant = vendor(steps.replace("X", "7"));

    Failures.expect(
        FailureCode.UNAVAILABLE, () -> lacking.things.put(NewThing.named("a"), lacking.put()));
    meant.things.put(NewThing.named("a"), meant.put());

    assertThat(meant.lastBody()).isEqualTo("{}");
  }

  @Test
  void whatIsReadUntilItIsAsWantedIsReadAgain() {
    ThingVendor vendor =
        vendor(
            """
            steps:
              - {id: thing, request: GET /thing, until: "${body.name == 'b'}", tries: 3}
            of: ${thing}
            """);

    vendor.things.put(NewThing.named("a"), vendor.put());

    assertThat(vendor.sent()).hasSize(3);
  }

  @Test
  void whatMayFailIsLeftOutWhenItDoes() {
    ThingVendor vendor =
        new ThingVendor(
            putting(
                """
                support: emulated
                steps:
                  - {id: made, request: POST /things}
                  - {id: seen, request: GET /seen, mayFail: true}
                  - {id: all, each: "${[1, 2]}", request: "GET /each/{each}", mayFail: true}
                of: ${made}
                result: {ref: "${or(seen.name, 'unseen')}", name: "${or(all[0].name, 'none')}"}
                """,
                ""),
            ScriptedReply.of(200, THING),
            ScriptedReply.of(403, "{}"),
            ScriptedReply.of(200, THING),
            ScriptedReply.of(200, "no JSON"));

    Thing put = vendor.things.put(NewThing.named("a"), vendor.put());

    assertThat(put.ref().id()).isEqualTo("unseen");
    assertThat(put.name()).isEqualTo("none");
    assertThat(vendor.sent()).hasSize(4);
  }

  @Test
  void whatMayFailRefusesWhatItWouldAnyhow() {
    ThingVendor vendor =
        new ThingVendor(
            putting(
                """
                support: emulated
                steps:
                  - {id: seen, request: GET /seen}
                  - id: undone
                    request: GET /undo
                    mayFail: true
                    refuse: [{when: "${seen.id == '7'}", code: conflict, message: "is 7"}]
                  - {id: made, request: POST /things}
                """
                    + RESULT,
                ""),
            ScriptedReply.of(200, THING),
            ScriptedReply.of(503, "{}"));

    Failure failure =
        Failures.expect(
            FailureCode.CONFLICT, () -> vendor.things.put(NewThing.named("a"), vendor.put()));

    assertThat(failure.message()).isEqualTo("is 7");
    assertThat(vendor.sent()).hasSize(2);
  }

  @Test
  void aHeaderHoldsNothingButAscii() {
    ThingVendor vendor = vendor("request: GET /things\nheaders: {x-name: \"${input.name}\"}");

    Failures.expect(
        FailureCode.INVALID, () -> vendor.things.put(NewThing.named("ä"), vendor.put()));
  }

  @Test
  void aRequestThatWouldBeTooLargeIsNotBuilt() {
    ThingVendor vendor = vendor("request: POST /things\nbody: {a: \"${input.extra}\"}");
    Json.Obj much =
        Json.EMPTY.with(
            "a", Json.array(java.util.Collections.nCopies(2_000, Json.of("x".repeat(6_000)))));
    NewThing thing = new NewThing("a", null, null, null, Change.keep(), much);

    Failures.expect(FailureCode.TOO_LARGE, () -> vendor.things.put(thing, vendor.put()));
    assertThat(vendor.sent()).isEmpty();
  }
}
