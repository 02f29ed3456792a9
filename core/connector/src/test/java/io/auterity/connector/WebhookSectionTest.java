package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.ExampleFile.Things;
import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code webhooks} of a file: what it can say, and what is refused at load. */
class WebhookSectionTest {

  private static final Binder BINDER = new Binder();
  private static final ConnectorCheck CHECK =
      new ConnectorCheck(Catalogue.of(BINDER, List.of(Things.class)));

  private static final String OPERATION =
      """
      request: POST /things
      body: {name: "${input.name}"}
      result: thing
      """;

  private static final String RECORDS =
      """
      records:
        thing: {ref: "${it.id}", name: "${it.name}"}
      """;

  private static final String SOUND =
      """
      webhooks:
        signature: {scheme: hmac-sha256, header: X-Sig, part: v1, over: "${parts.t}.${text}", timestamp: "${parts.t}", window: 300}
        delivery: ${headers['x-id']}
        handshake: {when: "${or(body.challenge, '') != ''}", reply: "${body.challenge}"}
        events:
          - {when: "${body.kind == 'thing'}", type: "thing.thing.${body.action}", subject: "${body.thing.id}", record: thing, data: "${body.thing}"}
          - {when: "${has(body.note)}", type: thing.note.left, data: {note: "${body.note}", gone: "${body.gone}"}}
      """;

  private static DataPlugin plugin(String section) {
    byte[] text = ExampleFile.putting(OPERATION, RECORDS + section).getBytes(UTF_8);
    return new DataPlugin(
        CHECK.check(new ConnectorFileReader(id -> null).read("example", text)),
        List.of(Things.class),
        BINDER);
  }

  private static WebhookReading read(String section, String body, Map<String, String> headers) {
    return new WebhookFile(plugin(section)).read(body, headers);
  }

  private static WebhookReading signed(String body) {
    long second = WebhookFile.NOW.getEpochSecond();
    String signature = WebhookFile.hmac(second + "." + body);
    return read(
        SOUND, body, Map.of("x-sig", "t=%d,v1=%s".formatted(second, signature), "x-id", "one"));
  }

  @Test
  void aRecordIsOfTheKindAndNamesTheProvider() {
    String body =
        "{\"kind\":\"thing\",\"action\":\"Made\",\"thing\":{\"id\":\"7\",\"name\":\"n\"}}";

    assertThat(signed(body))
        .isEqualTo(
            new WebhookReading.Event(
                "one",
                "thing.thing.made",
                "7",
                Json.EMPTY
                    .with(
                        "ref",
                        Json.EMPTY.with("provider", Json.of("mine")).with("id", Json.of("7")))
                    .with("name", Json.of("n"))));
  }

  @Test
  void whatIsAbsentLeavesNoTrace() {
    assertThat(signed("{\"note\":\"hello\"}"))
        .isEqualTo(
            new WebhookReading.Event(
                "one", "thing.note.left", null, Json.EMPTY.with("note", Json.of("hello"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"thing\",\"action\":\"made\",\"thing\":{\"id\":\"7\"}} | name",
        "{\"kind\":\"thing\",\"action\":\"../x\",\"thing\":{\"id\":\"7\",\"name\":\"n\"}} | type",
        "{\"kind\":\"thing\",\"action\":\"made\"} | data",
        "{\"kind\":\"other\"} | no event"
      })
  void whatMakesNoRecordIsUnknown(String body, String why) {
    assertThat(signed(body))
        .isInstanceOfSatisfying(
            WebhookReading.Unknown.class, unknown -> assertThat(unknown.reason()).contains(why));
  }

  @Test
  void theTimeIsSignedWithTheBody() {
    String body = "{\"note\":\"hello\"}";
    long second = WebhookFile.NOW.getEpochSecond();
    String signature = WebhookFile.hmac(second + "." + body);

    assertThat(read(SOUND, body, Map.of("x-sig", "t=%d,v1=%s".formatted(second + 1, signature))))
        .isInstanceOf(WebhookReading.Refused.class);
    long old = second - 301;
    assertThat(
            read(
                SOUND,
                body,
                Map.of("x-sig", "t=%d,v1=%s".formatted(old, WebhookFile.hmac(old + "." + body)))))
        .isEqualTo(new WebhookReading.Refused("it was signed 301 s apart from now, 300 allowed"));
  }

  @Test
  void aHandshakeIsAnsweredBeforeAnythingIsVerified() {
    assertThat(read(SOUND, "{\"challenge\":\"c-1\"}", Map.of()))
        .isEqualTo(new WebhookReading.Handshake(Json.of("c-1"), Map.of(), null));
  }

  @Test
  void aHandshakeMayGiveTheSecretAndWantItBack() {
    String section =
        """
        webhooks:
          signature: {scheme: hmac-sha256, header: x-hook-signature}
          handshake:
            when: ${'x-hook-secret' in headers}
            reply: ""
            headers: {X-Hook-Secret: "${headers['x-hook-secret']}"}
            secret: ${headers['x-hook-secret']}
          events: [{when: "${true}", type: thing.thing.sent, data: {n: 1}}]
        """;

    assertThat(read(section, "", Map.of("x-hook-secret", "s-1")))
        .isEqualTo(
            new WebhookReading.Handshake(Json.of(""), Map.of("x-hook-secret", "s-1"), "s-1"));
    assertThat(read(section, "{}", Map.of())).isInstanceOf(WebhookReading.Refused.class);
  }

  @Test
  void aVendorThatSignsNothingIsReadAndSaysSo() {
    String section =
        """
        webhooks:
          signature: {scheme: none}
          events: [{when: "${body.n == 1}", type: thing.thing.sent, data: {n: "${body.n}"}}]
        """;
    WebhookFile file = new WebhookFile(plugin(section));

    assertThat(file.webhooks.scheme()).isEqualTo(io.auterity.spi.Webhooks.NOT_SIGNED);
    assertThat(
            file.webhooks.read(
                new WebhookDelivery(
                    Map.of(), "{\"n\":1}".getBytes(UTF_8), List.of(), WebhookFile.NOW)))
        .isInstanceOf(WebhookReading.Event.class);
  }

  @Test
  void withoutASecretNothingIsVerified() {
    WebhookFile file = new WebhookFile(plugin(SOUND));

    assertThat(
            file.webhooks.read(
                new WebhookDelivery(
                    Map.of("x-sig", "t=1,v1=00"), new byte[2], List.of(), WebhookFile.NOW)))
        .isInstanceOf(WebhookReading.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          scheme: hmac-sha256        | scheme: hmac-md5              | webhooks.signature.scheme: must be one of | did you mean
          header: X-Sig, part        | part                          | webhooks.signature: does not say where the signature stands | add header
          scheme: hmac-sha256        | scheme: none                  | webhooks.signature: signs nothing and says how | remove
          scheme: hmac-sha256        | scheme: token                 | webhooks.signature: a token covers neither | remove over
          , window: 300              | ` `                           | webhooks.signature: has a timestamp or a window alone | say both
          ${parts.t}.${text}         | ${text}                       | webhooks.signature.timestamp: is not signed | name it in over
          ${parts.t}.${text}         | ${parts.t}                    | webhooks.signature.over: leaves out the body | write ${text}
          ${headers['x-id']}         | ${header['x-id']}             | webhooks.delivery: undeclared reference to 'header' | did you mean 'headers'?
          ${or(body.challenge, '') != ''} | ${body.challenge + 1}    | webhooks.handshake.when: must be true or false | compare
          ${body.kind == 'thing'}    | ${bdy.kind == 'thing'}        | webhooks.events[0].when: undeclared reference to 'bdy' | did you mean 'body'?
          type: "thing.thing         | type: "think.thing            | webhooks.events[0].type: begins with no kind of this file | begin with one of thing
          record: thing              | record: think                 | webhooks.events[0].record: 'think' is the result of no operation of thing | name a record
          record: thing,             | ` `                           | webhooks.events[0].data: is no object | name fields
          subject: "${body           | subject: "${bod               | webhooks.events[0].subject: undeclared reference to 'bod' | did you mean 'body'?
          events:                    | evnts:                        | webhooks.evnts: is unknown | did you mean 'events'?
          """)
  void itIsRefusedWithLinePlaceAndFix(String old, String with, String rule, String fix) {
    assertThat(SOUND).contains(old);

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> plugin(SOUND.replace(old, with)))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.toString()).contains(rule);
                          assertThat(problem.fix()).contains(fix);
                          assertThat(problem.line()).isGreaterThan(1);
                        }));
  }
}
