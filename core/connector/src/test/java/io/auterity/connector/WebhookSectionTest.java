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
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookToken;
import io.auterity.testkit.FakeProvider;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    return pluginOf(ExampleFile.putting(OPERATION, RECORDS + section));
  }

  private static DataPlugin pluginOf(String text) {
    return new DataPlugin(
        CHECK.check(new ConnectorFileReader(id -> null).read("example", text.getBytes(UTF_8))),
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

    assertThat(only(signed(body)))
        .isEqualTo(
            new WebhookReading.Event(
                "thing.thing.made",
                "7",
                null,
                Json.EMPTY
                    .with(
                        "ref",
                        Json.EMPTY.with("provider", Json.of("mine")).with("id", Json.of("7")))
                    .with("name", Json.of("n"))));
  }

  @Test
  void whatIsAbsentLeavesNoTrace() {
    assertThat(only(signed("{\"note\":\"hello\"}")))
        .isEqualTo(
            new WebhookReading.Event(
                "thing.note.left", null, null, Json.EMPTY.with("note", Json.of("hello"))));
  }

  @Test
  void whatHasNoTimeOfItsOwnHappenedWhenItCame() {
    String section =
        """
        webhooks:
          signature: {scheme: token, header: X-Token}
          events: [{when: "${true}", type: thing.note.left, time: "${received}", data: {at: "${received}"}}]
        """;

    assertThat(only(read(section, "{}", Map.of("x-token", WebhookFile.SECRET))))
        .isEqualTo(
            new WebhookReading.Event(
                "thing.note.left",
                null,
                WebhookFile.NOW,
                Json.EMPTY.with("at", Json.of(WebhookFile.NOW.toString()))));
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
        .isEqualTo(
            new WebhookReading.Refused(
                "it was signed more than 300 s before or after it came here"));
  }

  @Test
  void aHandshakeIsAnsweredBeforeAnythingIsVerified() {
    assertThat(read(SOUND, "{\"challenge\":\"c-1\"}", Map.of()))
        .isEqualTo(new WebhookReading.Handshake(Json.of("c-1"), Map.of(), null));
  }

  /** As Discord's: a public key, and a signature over time and body. */
  private static final String SIGNED =
      """
      webhooks:
        signature:
          scheme: ed25519
          header: X-Signature-Ed25519
          over: "${headers['x-signature-timestamp']}${text}"
          timestamp: ${headers['x-signature-timestamp']}
          window: 300
        handshake: {signed: true, when: "${body.type == 1}", reply: {type: 1}}
        events: [{when: "${true}", type: thing.thing.sent, data: {n: 1}}]
      """;

  @Test
  void aSignedHandshakeIsAnsweredOnlyWhereItIsSigned() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    String key = HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
    String now = String.valueOf(WebhookFile.NOW.getEpochSecond());
    String old = String.valueOf(WebhookFile.NOW.getEpochSecond() - 301);
    String ping = "{\"type\":1}";
    WebhookFile file = new WebhookFile(plugin(SIGNED));

    assertThat(file.read(ed25519(pair, now, ping, ping), key))
        .isEqualTo(
            new WebhookReading.Handshake(Json.EMPTY.with("type", Json.of(1)), Map.of(), null));
    for (WebhookReading refused :
        List.of(
            file.read(WebhookFile.sent("POST", Map.of(), ping, Map.of()), key),
            file.read(
                WebhookFile.sent(
                    "POST",
                    Map.of(),
                    ping,
                    Map.of("x-signature-ed25519", "00".repeat(64), "x-signature-timestamp", now)),
                key),
            file.read(ed25519(pair, now, "{\"type\":2}", ping), key),
            file.read(ed25519(pair, old, ping, ping), key),
            file.read(ed25519(pair, now, ping, ping), "00".repeat(32)),
            file.read(ed25519(pair, now, ping, ping)))) {
      assertThat(refused).isInstanceOf(WebhookReading.Refused.class);
    }
  }

  private static WebhookDelivery.Sent ed25519(KeyPair pair, String time, String signed, String sent)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update((time + signed).getBytes(UTF_8));
    Map<String, String> headers =
        Map.of(
            "x-signature-ed25519",
            HexFormat.of().formatHex(signature.sign()),
            "x-signature-timestamp",
            time);
    return WebhookFile.sent("POST", Map.of(), sent, headers);
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

    WebhookFile file = new WebhookFile(plugin(section));
    WebhookReading given =
        new WebhookReading.Handshake(Json.of(""), Map.of("x-hook-secret", "s-1"), "s-1");
    Map<String, String> gives = Map.of("x-hook-secret", "s-1");

    assertThat(file.read(WebhookFile.sent("POST", Map.of(), "", gives))).isEqualTo(given);
    assertThat(file.read("{}", Map.of())).isInstanceOf(WebhookReading.Refused.class);
    // Whoever knows the address gives another secret.
    assertThat(file.read("", gives)).isInstanceOf(WebhookReading.Refused.class);
    assertThat(file.signed("x-hook-signature", "", "", gives)).isEqualTo(given);
  }

  private static WebhookReading.Event only(WebhookReading reading) {
    assertThat(reading).isInstanceOf(WebhookReading.Events.class);
    WebhookReading.Events told = (WebhookReading.Events) reading;
    assertThat(told.events()).hasSize(1);
    return told.events().getFirst();
  }

  private static final String MANY =
      """
      webhooks:
        signature: {scheme: hmac-sha256, header: x-sig}
        delivery: ${headers['x-id']}
        each: ${body.value}
        events:
          - {when: "${it.kind == 'thing'}", type: "thing.thing.made", subject: "${it.thing.id}", time: "${it.at}", record: thing, data: "${it.thing}"}
      """;

  private static final String ONE =
      "{\"kind\":\"thing\",\"at\":%s,\"thing\":{\"id\":\"%d\",\"name\":\"n\"}}";

  private static WebhookReading many(String items) {
    return new WebhookFile(plugin(MANY))
        .signed("x-sig", "", "{\"value\":[%s]}".formatted(items), Map.of("x-id", "one"));
  }

  @Test
  void aDeliveryMayTellOfSeveralEventsEachAtItsTime() {
    WebhookReading reading =
        many(
            String.join(
                ",",
                ONE.formatted("1767261600", 1),
                "{\"kind\":\"other\"}",
                ONE.formatted("\"2999-01-01T00:00:00Z\"", 2)));

    assertThat(reading)
        .isInstanceOfSatisfying(
            WebhookReading.Events.class,
            told -> {
              assertThat(told.delivery().id()).isEqualTo("one");
              assertThat(told.events())
                  .extracting(WebhookReading.Event::subject)
                  .containsExactly("1", "2");
              assertThat(told.events())
                  .extracting(WebhookReading.Event::time)
                  .containsExactly(Instant.parse("2026-01-01T10:00:00Z"), null);
              assertThat(told.reason())
                  .startsWith("1 of 3 parts tell nothing; the first: no event");
            });
  }

  @Test
  void whatTellsOfNoEventOrOfTooManyIsUnknown() {
    String thousand = String.join(",", Collections.nCopies(1_001, ONE.formatted("1", 1)));

    for (String items : List.of("", "{\"kind\":\"other\"}", thousand)) {
      assertThat(many(items)).isInstanceOf(WebhookReading.Unknown.class);
    }
    assertThat(new WebhookFile(plugin(MANY)).signed("x-sig", "", "{\"value\":7}", Map.of()))
        .isInstanceOfSatisfying(
            WebhookReading.Unknown.class,
            unknown -> assertThat(unknown.reason()).isEqualTo("webhooks.each is no list"));
  }

  @ParameterizedTest
  @CsvSource({
    "${headers['x-id']},true",
    "${body.id},false",
    "${body['id']},false",
    "${headers[body.id]},true",
    "${body.none},false"
  })
  void anIdThatIsNotSignedIsNotAllBywhichADeliveryIsKnown(String id, boolean byWhatIsSigned) {
    String section = MANY.replace("${headers['x-id']}", id);
    String body = "{\"id\":\"x-id\",\"value\":[%s]}".formatted(ONE.formatted("1", 1));

    WebhookReading reading =
        new WebhookFile(plugin(section)).signed("x-sig", "", body, Map.of("x-id", "one"));

    assertThat(((WebhookReading.Events) reading).delivery().signed())
        .isEqualTo(byWhatIsSigned ? body.getBytes(UTF_8) : null);
  }

  @Test
  void anotherHeaderThatIsSignedDoesNotSignTheId() {
    String section =
        MANY.replace("header: x-sig", "header: x-sig, over: \"${headers['x-other']}${text}\"");
    String body = "{\"value\":[%s]}".formatted(ONE.formatted("1", 1));
    WebhookFile file = new WebhookFile(plugin(section));
    Map<String, String> headers =
        Map.of("x-id", "one", "x-other", "o", "x-sig", WebhookFile.hmac("o" + body));

    WebhookReading reading = file.read(body, headers);

    assertThat(((WebhookReading.Events) reading).delivery().signed())
        .isEqualTo(("o" + body).getBytes(UTF_8));
  }

  @Test
  void aHandshakeThatCannotBeReadIsRefused() {
    String section =
        SOUND.replace("reply: \"${body.challenge}\"", "reply: \"${int(body.challenge)}\"");

    assertThat(read(section, "{\"challenge\":\"c-1\"}", Map.of()))
        .isInstanceOfSatisfying(
            WebhookReading.Refused.class,
            refused -> assertThat(refused.reason()).startsWith("it cannot be verified: webhooks"));
  }

  @Test
  void anIdThatCannotBeReadIsNone() {
    String section = MANY.replace("${headers['x-id']}", "${int(body.id) + 1}");
    String body = "{\"id\":\"x\",\"value\":[%s]}".formatted(ONE.formatted("1", 1));

    WebhookReading reading = new WebhookFile(plugin(section)).signed("x-sig", "", body, Map.of());

    assertThat(((WebhookReading.Events) reading).delivery().id()).isNull();
  }

  @Test
  void onlyHeadersThatAreReadAreKept() {
    assertThat(new WebhookFile(plugin(MANY)).webhooks.headers()).contains(Set.of("x-id", "x-sig"));
    assertThat(new WebhookFile(plugin(MANY.replace("'x-id'", "'x-' + 'id'"))).webhooks.headers())
        .isEmpty();
    String token = MANY.replace("scheme: hmac-sha256", "scheme: token");
    assertThat(new WebhookFile(plugin(token)).webhooks.headers()).contains(Set.of("x-id"));
  }

  @ParameterizedTest
  @CsvSource({
    "hmac-sha256,any text will do,",
    "ed25519,not a key,public key",
    "ed25519,MCowBQYDK2VwAyEA,public key",
    "token,with a blank,header",
    "token,of-the-vendor,"
  })
  void aSecretByWhichNothingIsVerifiedHasAFlaw(
      String scheme, String secret, @Nullable String flaw) {
    Optional<String> found =
        new WebhookFile(plugin(MANY.replace("hmac-sha256", scheme))).webhooks.flaw(secret);

    assertThat(found.isPresent()).isEqualTo(flaw != null);
    assertThat(found.orElse("")).contains(flaw == null ? "" : flaw);
    String standard = STANDARD;
    assertThat(new WebhookFile(plugin(standard)).webhooks.flaw("whsec_%%%")).isPresent();
    assertThat(new WebhookFile(plugin(standard)).webhooks.flaw("whsec_MTIzNDU2Nzg=")).isEmpty();
  }

  private static final String STANDARD =
      """
      webhooks:
        signature:
          scheme: hmac-sha256
          header: webhook-signature
          encoding: base64
          part: v1
          between: " "
          after: ","
          key: base64
          over: "${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}"
          timestamp: ${headers['webhook-timestamp']}
          window: 300
        delivery: ${headers['webhook-id']}
        events: [{when: "${true}", type: thing.thing.sent, data: {n: "${body.test}"}}]
      """;

  @Test
  void aStandardWebhookIsReadAndItsIdIsSigned() {
    long second = WebhookFile.NOW.getEpochSecond();
    String body = "{\"test\": 1}";
    byte[] signature =
        HexFormat.of().parseHex(WebhookFile.hmac("msg_1.%d.%s".formatted(second, body)));
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            String.valueOf(second),
            "webhook-signature",
            "v1,AAAA v1," + Base64.getEncoder().encodeToString(signature));
    String key = Base64.getEncoder().encodeToString(WebhookFile.SECRET.getBytes(UTF_8));
    WebhookFile file = new WebhookFile(plugin(STANDARD));

    WebhookReading reading =
        file.read(WebhookFile.sent("POST", Map.of(), body, headers), "whsec_" + key);

    assertThat(only(reading).record()).isEqualTo(Json.EMPTY.with("n", Json.of(1L)));
    assertThat(((WebhookReading.Events) reading).delivery().signed()).isNull();
  }

  private static final String FORM =
      """
      webhooks:
        signature: {scheme: hmac-sha256, header: x-sig}
        reads: form
        field: payload
        events: [{when: "${has(body.n)}", type: thing.thing.sent, data: {n: "${body.n}"}}]
      """;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "application/x-www-form-urlencoded,a=b&payload=%7B%22n%22%3A7%7D,7",
        "Application/X-WWW-Form-Urlencoded; charset=utf-8,payload=%7B%22n%22:+%227%22%7D,\"7\"",
        "application/json,{\"n\":7},7",
        "application/x-www-form-urlencoded,{\"n\":7},",
        "application/x-www-form-urlencoded,payload=%7,",
        "application/x-www-form-urlencoded,payload=%7B,",
        "application/x-www-form-urlencoded,n=7,"
      })
  void aFormIsReadByItsField(String type, String body, @Nullable String n) {
    WebhookReading reading =
        new WebhookFile(plugin(FORM)).signed("x-sig", "", body, Map.of("content-type", type));

    if (n == null) {
      assertThat(reading).isInstanceOf(WebhookReading.Unknown.class);
    } else {
      assertThat(only(reading).record().get("n")).hasToString(n);
    }
  }

  /** Slack sends clicks in a field, and slash commands in a form of their own. */
  @ParameterizedTest
  @CsvSource({"payload=%7B%22n%22%3A7%7D&n=8,7", "n=8,\"8\"", "payload=%7B&n=8,"})
  void aFormMayHaveTheFieldOrBeTheBody(String body, @Nullable String n) {
    String section = FORM.replace("  field: payload\n", "  field: payload\n  whole: true\n");

    WebhookReading reading =
        new WebhookFile(plugin(section))
            .signed("x-sig", "", body, Map.of("content-type", "application/x-www-form-urlencoded"));

    if (n == null) {
      assertThat(reading).isInstanceOf(WebhookReading.Unknown.class);
    } else {
      assertThat(only(reading).record().get("n")).hasToString(n);
    }
  }

  @Test
  void anEventMayNameItsProviderWhereNoRecordDoes() {
    String section =
        FORM.replace("{n: \"${body.n}\"}", "{of: {provider: \"${provider}\", id: \"${body.n}\"}}");

    WebhookReading reading =
        new WebhookFile(plugin(section))
            .signed("x-sig", "", "{\"n\": \"7\"}", Map.of("content-type", "application/json"));

    assertThat(only(reading).record().get("of"))
        .isEqualTo(Json.EMPTY.with("provider", Json.of("mine")).with("id", Json.of("7")));
  }

  @Test
  void aFormWithoutAFieldIsItsFields() {
    String section = FORM.replace("  field: payload\n", "");

    WebhookReading reading =
        new WebhookFile(plugin(section))
            .signed(
                "x-sig",
                "",
                "n=%C3%A9+1",
                Map.of("content-type", "application/x-www-form-urlencoded"));

    assertThat(only(reading).record()).isEqualTo(Json.EMPTY.with("n", Json.of("é 1")));
  }

  @Test
  void theAddressMayBeSigned() {
    String section =
        MANY.replace("header: x-sig", "header: x-sig, over: \"${method}${address}${text}\"");
    String body = "{\"value\":[%s]}".formatted(ONE.formatted("1", 1));
    WebhookFile file = new WebhookFile(plugin(section));
    String right = WebhookFile.hmac("POSThttps://here.example/hooks/t?a=b" + body);

    assertThat(
            file.read(
                WebhookFile.sent("POST", Map.of("a", "b"), body, Map.of("x-sig", right)),
                WebhookFile.SECRET))
        .isInstanceOf(WebhookReading.Events.class);
    assertThat(
            file.read(
                WebhookFile.sent("POST", Map.of("a", "c"), body, Map.of("x-sig", right)),
                WebhookFile.SECRET))
        .isInstanceOf(WebhookReading.Refused.class);
  }

  @Test
  void aHandshakeMayBeInTheQuery() {
    String section =
        SOUND.replace(
            "{when: \"${or(body.challenge, '') != ''}\", reply: \"${body.challenge}\"}",
            "{when: \"${method == 'GET' && 'hub.challenge' in query}\", reply:"
                + " \"${query['hub.challenge']}\"}");

    WebhookReading reading =
        new WebhookFile(plugin(section))
            .read(WebhookFile.sent("GET", Map.of("hub.challenge", "c-1"), "", Map.of()));

    assertThat(reading).isEqualTo(new WebhookReading.Handshake(Json.of("c-1"), Map.of(), null));
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
    assertThat(file.read(WebhookFile.sent("POST", Map.of(), "{\"n\":1}", Map.of())))
        .isInstanceOf(WebhookReading.Events.class);
  }

  private static final String BY_TOKEN =
      """
      webhooks:
        signature: {scheme: jwt, keys: "https://keys.example/jwk/chat@system.example", issuer: chat@system.example, audience: "${config.url}"}
        delivery: ${headers['x-id']}
        events: [{when: "${body.n == 1}", type: thing.thing.sent, data: {n: "${body.n}"}}]
      """;

  @Test
  void aVendorThatSignsATokenSaysWhichOneIsValid() {
    WebhookFile file = new WebhookFile(plugin(BY_TOKEN));

    assertThat(file.webhooks.scheme()).isEqualTo("jwt");
    assertThat(file.webhooks.secretOfVendor()).isFalse();
    assertThat(file.webhooks.token())
        .contains(
            new WebhookToken(
                "authorization",
                "Bearer ",
                URI.create("https://keys.example/jwk/chat@system.example"),
                "chat@system.example",
                "https://vendor.example"));
    assertThat(file.webhooks.headers()).contains(Set.of("x-id"));
    assertThat(new WebhookFile(plugin(SOUND)).webhooks.token()).isEmpty();
  }

  @Test
  void whereKeysAreAndInWhichHeaderTheTokenMayBeSaid() {
    String section =
        BY_TOKEN.replace(
            "keys: \"https://keys.example/jwk/chat@system.example\"",
            "header: X-Token, keys: \"${config.url}/keys\"");

    WebhookToken token = new WebhookFile(plugin(section)).webhooks.token().orElseThrow();

    assertThat(token.keys()).isEqualTo(URI.create("https://vendor.example/keys"));
    assertThat(token.in(Map.of("x-token", "e.y.J"))).contains("e.y.J");
    assertThat(token.in(Map.of("authorization", "Bearer e.y.J"))).isEmpty();
  }

  @Test
  void keysAtNoAddressAreRefusedWhenTheProviderOpens() {
    String section =
        BY_TOKEN.replace("https://keys.example/jwk/chat@system.example", "${config.keys}/jwk");
    DataPlugin plugin =
        pluginOf(
            ExampleFile.putting(OPERATION, RECORDS + section)
                .replace("config: {url:", "config: {keys: {type: string}, url:"));
    Json.Obj config = Json.EMPTY.with("url", Json.of("https://vendor.example"));
    FakeProvider provider = new FakeProvider("mine", plugin.manifest());

    for (String keys :
        List.of("", "keys.example", "ftp://keys.example", "https://a@keys.example")) {
      assertThatExceptionOfType(CallFailedException.class)
          .as(keys)
          .isThrownBy(
              () ->
                  plugin
                      .connectors()
                      .getFirst()
                      .open(provider.withConfig(config.with("keys", Json.of(keys)))))
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID))
          .withMessageContaining("config.keys is no address");
    }
  }

  @Test
  void theHostOfKeysIsOneToWhichItsProvidersGoWithoutTheirCredential() {
    String configured =
        BY_TOKEN.replace("https://keys.example/jwk/chat@system.example", "${config.url}/keys");

    ConnectorManifest manifest = plugin(BY_TOKEN).manifest().connectors().getFirst();

    assertThat(manifest.egress()).containsExactly("${url}", "keys.example");
    assertThat(manifest.credentialTo()).containsExactly("${url}");
    assertThat(plugin(configured).manifest().connectors().getFirst().egress())
        .containsExactly("${url}");
  }

  @Test
  void whatBearsNoVerifiedTokenIsRefusedWhateverSecretIsKnown() {
    WebhookFile file = new WebhookFile(plugin(BY_TOKEN));
    WebhookDelivery.Sent sent =
        WebhookFile.sent(
            "POST",
            Map.of(),
            "{\"n\":1}",
            Map.of("authorization", "Bearer " + WebhookFile.SECRET, "x-id", "d-1"));

    assertThat(file.read(sent)).isInstanceOf(WebhookReading.Refused.class);
    assertThat(file.read(sent, WebhookFile.SECRET)).isInstanceOf(WebhookReading.Refused.class);
    assertThat(
            file.webhooks.bearsSignature(
                new WebhookDelivery(sent, List.of(WebhookFile.SECRET), WebhookFile.NOW)))
        .isFalse();
    WebhookReading.Events read =
        (WebhookReading.Events)
            file.webhooks.read(new WebhookDelivery(sent, List.of(), WebhookFile.NOW, false, true));
    assertThat(read.delivery().id()).isEqualTo("d-1");
    assertThat(read.events()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          , issuer: chat@system.example | ` `                        | webhooks.signature: a token needs issuer | add issuer
          , audience: "${config.url}"   | ` `                        | webhooks.signature: a token needs audience | add audience
          "https://keys.example/jwk/chat@system.example" | "http://keys.example/jwk" | webhooks.signature.keys: could be changed on their way | write https
          "https://keys.example/jwk/chat@system.example" | "${config.keys}/jwk" | webhooks.signature.keys: there is no field 'keys' in config | use one of
          "https://keys.example/jwk/chat@system.example" | "${body.keys}"  | webhooks.signature.keys: is no address | write ${config.NAME}/PATH
          "${config.url}"               | "${body.aud}"              | webhooks.signature.audience: undeclared reference to 'body' | config
          scheme: jwt                   | scheme: jwt, over: "${text}" | webhooks.signature.over: is of no token | remove it
          scheme: jwt                   | scheme: none               | webhooks.signature.keys: is of scheme: jwt alone | remove it
          delivery: ${headers['x-id']}  | handshake: {when: "${body.n == 2}", reply: "", secret: "${body.s}"} | webhooks.handshake.secret: verifies no token | remove it
          """)
  void aTokenIsRefusedWithPlaceAndFix(String old, String with, String rule, String fix) {
    assertRefused(BY_TOKEN, old, with, rule, fix);
  }

  private static void assertRefused(String file, String old, String with, String rule, String fix) {
    assertThat(file).contains(old);

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> plugin(file.replace(old, with)))
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

  @Test
  void withoutASecretNothingIsVerified() {
    WebhookFile file = new WebhookFile(plugin(SOUND));

    assertThat(file.read(WebhookFile.sent("POST", Map.of(), "{}", Map.of("x-sig", "t=1,v1=00"))))
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
          part: v1                   | after: ","                    | webhooks.signature: says how pieces are parted, and names none | add part
          delivery: ${headers['x-id']} | field: payload              | webhooks.field: is of no form | add reads
          scheme: hmac-sha256        | scheme: none                  | webhooks.signature: signs nothing and says how | remove
          scheme: hmac-sha256        | scheme: token                 | webhooks.signature: a token covers neither | remove over
          , window: 300              | ` `                           | webhooks.signature: has a timestamp or a window alone | say both
          ${parts.t}.${text}         | ${text}                       | webhooks.signature.timestamp: is not signed | name it in over
          ${parts.t}.${text}         | ${parts.v1}.${text}           | webhooks.signature.timestamp: is not signed | name it in over
          ${parts.t}.${text}         | ${size(parts.t)}.${text}      | webhooks.signature.timestamp: is not signed | name it in over
          ${parts.t}.${text}         | ${parts.t}.${text + text}     | webhooks.signature.over: leaves out the body | write ${text}
          ${parts.t}.${text}         | parts.t.text                  | webhooks.signature.over: leaves out the body | write ${text}
          ${parts.t}.${text}         | ${parts.t}                    | webhooks.signature.over: leaves out the body | write ${text}
          ${headers['x-id']}         | ${header['x-id']}             | webhooks.delivery: undeclared reference to 'header' | did you mean 'headers'?
          ${or(body.challenge, '') != ''} | ${size(body.challenge)}  | webhooks.handshake.when: must be true or false | compare
          reply: "${body.challenge}" | reply: "${body.challenge}", signed: true, secret: "${body.secret}" | webhooks.handshake.signed: nothing is signed by a secret that comes with it | remove it
          ${body.kind == 'thing'}    | ${bdy.kind == 'thing'}        | webhooks.events[0].when: undeclared reference to 'bdy' | did you mean 'body'?
          type: "thing.thing         | type: "think.thing            | webhooks.events[0].type: begins with no kind of this file | begin with one of thing
          record: thing              | record: think                 | webhooks.events[0].record: 'think' is the result of no operation of thing | name a record
          record: thing,             | ` `                           | webhooks.events[0].data: is no object | name fields
          subject: "${body           | subject: "${bod               | webhooks.events[0].subject: undeclared reference to 'bod' | did you mean 'body'?
          events:                    | evnts:                        | webhooks.evnts: is unknown | did you mean 'events'?
          """)
  void itIsRefusedWithLinePlaceAndFix(String old, String with, String rule, String fix) {
    assertRefused(SOUND, old, with, rule, fix);
  }
}
