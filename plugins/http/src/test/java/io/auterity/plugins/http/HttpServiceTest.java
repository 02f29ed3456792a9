package io.auterity.plugins.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.WireRequest;
import io.auterity.spi.http.BodyForm;
import io.auterity.spi.http.Http;
import io.auterity.spi.http.HttpPart;
import io.auterity.spi.http.HttpRead;
import io.auterity.spi.http.HttpWrite;
import io.auterity.spi.http.ServiceReply;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import io.auterity.toolkit.json.JsonUtf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceTest {

  private static final String URL = "{\"url\":\"https://shop.example/v1\"}";

  /** A service that answers so, and what it was asked. */
  private record Scripted(ScriptedTransport transport, ProviderContext provider, Http service) {

    static Scripted of(String config, ScriptedReply... replies) {
      ScriptedTransport transport = new ScriptedTransport(List.of(replies));
      HttpConnector connector = new HttpConnector("http");
      Json.Obj given = (Json.Obj) JsonUtf8.read(config);
      ProviderContext provider =
          new FakeProvider("shop", ManifestFileReader.of(HttpPlugin.class))
              .withConfig(ConfigForm.of(HttpConfig.class, ConfigEdits.NONE).filled(given))
              .withTransport(transport);
      return new Scripted(transport, provider, connector.open(provider));
    }

    ServiceReply read(HttpRead request) {
      return service.read(request, FakeCall.of("http.request.read", provider));
    }

    ServiceReply send(HttpWrite request) {
      return service.send(request, FakeCall.of("http.request.send", provider));
    }

    WireRequest asked() {
      return transport.requests().getLast();
    }
  }

  private static ScriptedReply json(String body) {
    return ScriptedReply.of(200, body).withHeader("content-type", "application/json");
  }

  private static HttpRead query(String query) {
    return new HttpRead(
        "/orders", "GET", (Json.Obj) JsonUtf8.read(query), Map.of(), List.of(), null);
  }

  @Test
  void aPathLiesBelowTheAddressAndWhatAnExpressionPutsThereStaysText() {
    Scripted shop = Scripted.of(URL, json("1"), json("1"));

    shop.read(HttpRead.of("/orders/ä b:7/%41+c"));
    assertThat(shop.asked().uri()).hasToString("https://shop.example/v1/orders/%C3%A4%20b:7/%41+c");

    shop.read(
        query("{\"q\": \"a&admin=true#x\", \"page\": 2, \"tag\": [\"x\", true], \"no\": null}"));
    assertThat(shop.asked().uri().getRawQuery())
        .isEqualTo("q=a%26admin%3Dtrue%23x&page=2&tag=x&tag=true");
  }

  @Test
  void aParameterThatIsAnObjectIsRefused() {
    assertThat(Failures.field(() -> Scripted.of(URL).read(query("{\"a\": {\"b\": 1}}"))))
        .isEqualTo("query.a");
  }

  @Test
  void bodiesAreSentInTheFormThatIsSaid() {
    Scripted shop = Scripted.of(URL, json("1"), json("1"), json("1"), json("1"));

    shop.send(
        HttpWrite.builder("/o").body(JsonUtf8.read("{\"p_id\":7615917337495251231}")).build());
    assertSent(shop.asked(), "application/json", "{\"p_id\":7615917337495251231}");

    shop.send(HttpWrite.builder("/o").form((Json.Obj) JsonUtf8.read("{\"a b\":\"c&d\"}")).build());
    assertSent(shop.asked(), "application/x-www-form-urlencoded", "a%20b=c%26d");

    shop.send(
        HttpWrite.builder("/o").text("ä").headers(Map.of("Content-Type", "text/csv")).build());
    assertSent(shop.asked(), "text/csv", "ä");

    Content png = Content.of("image/png", new byte[] {'p'});
    shop.send(HttpWrite.builder("/o").content(png).build());
    assertSent(shop.asked(), "image/png", "p");
  }

  private static void assertSent(WireRequest request, String type, String body) {
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.headers().get("content-type")).containsExactly(type);
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  @Test
  void fieldsAndFilesAreSentInTheirOrderWhateverContentTypeIsSaid() {
    Scripted shop = Scripted.of(URL, json("1"));
    Content file =
        Content.of("text/csv", "sums \"1\".csv", "a\r\n".getBytes(StandardCharsets.UTF_8));

    shop.send(
        HttpWrite.builder("/o")
            .headers(Map.of("Content-Type", "multipart/form-data"))
            .multipart(
                List.of(HttpPart.of("tag", "ä"), HttpPart.of("file", file), HttpPart.of("tag", "")))
            .build());

    String type = shop.asked().headers().getOrDefault("content-type", List.of("")).getFirst();
    assertThat(type).startsWith("multipart/form-data; boundary=auterity-");
    String line = "--" + type.substring(type.indexOf('=') + 1);
    assertThat(new String(shop.asked().body(), StandardCharsets.UTF_8))
        .isEqualTo(
            String.join(
                "\r\n",
                line,
                "Content-Disposition: form-data; name=\"tag\"",
                "",
                "ä",
                line,
                "Content-Disposition: form-data; name=\"file\"; filename=\"sums %221%22.csv\"",
                "Content-Type: text/csv",
                "",
                "a\r\n",
                line,
                "Content-Disposition: form-data; name=\"tag\"",
                "",
                "",
                line + "--",
                ""));
  }

  @Test
  void aPartIsEitherATextOrAFile() {
    for (HttpPart part :
        List.of(
            new HttpPart("a", null, null),
            new HttpPart("a", "b", Content.of("text/plain", new byte[0])))) {
      HttpWrite write =
          HttpWrite.builder("/o").multipart(List.of(HttpPart.of("b", "c"), part)).build();

      assertThat(Failures.field(() -> Scripted.of(URL).send(write))).isEqualTo("multipart[1]");
    }
  }

  @Test
  void anEncodingThatIsNotKnownIsNamed() {
    for (BodyForm form : List.of(BodyForm.JSON, BodyForm.TEXT)) {
      Scripted shop = Scripted.of(URL, json("x").withHeader("content-encoding", "br"));

      assertThat(
              Failures.expect(
                      FailureCode.UNAVAILABLE,
                      () ->
                          shop.read(
                              new HttpRead("/o", "GET", Json.EMPTY, Map.of(), List.of(), form)))
                  .message())
          .contains("it has the content-encoding br");
    }
    ServiceReply reply =
        Scripted.of(URL, json("x").withHeader("content-encoding", "br")).read(HttpRead.of("/o"));
    assertThat(reply.content()).isNotNull();
    assertThat(reply.headers()).containsEntry("content-encoding", "br");
  }

  @Test
  void twoBodiesAreRefused() {
    HttpWrite both = HttpWrite.builder("/o").text("a").body(Json.NULL).build();

    assertThat(Failures.field(() -> Scripted.of(URL).send(both))).isEqualTo("body");
  }

  // n8n #26925: large integers of a reply were rounded.
  @Test
  void noNumberOfAReplyIsRounded() {
    Scripted shop =
        Scripted.of(URL, json("{\"a\":7615917337495251231,\"b\":123456789012345678901,\"c\":0.1}"));

    assertThat(shop.read(HttpRead.of("/o")).body())
        .hasToString("{\"a\":7615917337495251231,\"b\":\"123456789012345678901\",\"c\":0.1}");
  }

  @Test
  void aBodyIsReadByItsMediaType() {
    assertThat(read("application/problem+json; charset=utf-8", "{}").body()).isEqualTo(Json.EMPTY);
    assertThat(read("text/html", "<p>").text()).isEqualTo("<p>");
    assertThat(read("application/xml", "<a/>").text()).isEqualTo("<a/>");
    assertThat(read("application/json", "<html>").text()).isEqualTo("<html>");
    assertThat(Objects.requireNonNull(read("image/png", "p").content()).mediaType())
        .isEqualTo("image/png");
    assertThat(read("text/plain", "a\0").content()).isNotNull();
  }

  private static ServiceReply read(String type, String body) {
    ScriptedReply reply = ScriptedReply.of(200, body).withHeader("content-type", type);
    return Scripted.of(URL, reply).read(HttpRead.of("/o"));
  }

  @Test
  void jsonThatIsWantedAndIsNoneIsAFailureOfTheService() {
    HttpRead wanted = new HttpRead("/o", "GET", Json.EMPTY, Map.of(), List.of(), BodyForm.JSON);

    Failures.expect(
        FailureCode.UNAVAILABLE,
        () -> Scripted.of(URL, ScriptedReply.of(200, "<html>")).read(wanted));
  }

  @Test
  void jsonOfTooManyValuesIsText() {
    String ones = "[" + "1,".repeat(1_000_000) + "1]";
    HttpRead wanted = new HttpRead("/o", "GET", Json.EMPTY, Map.of(), List.of(), BodyForm.JSON);

    assertThat(Scripted.of(URL, json(ones)).read(HttpRead.of("/o")).text()).isEqualTo(ones);
    Failures.expect(FailureCode.TOO_LARGE, () -> Scripted.of(URL, json(ones)).read(wanted));
  }

  @Test
  void cookiesAreNotTold() {
    ScriptedReply reply = ScriptedReply.of(204, "").withHeader("set-cookie", "session=s3cret");

    assertThat(Scripted.of(URL, reply).read(HttpRead.of("/o")).headers()).isEmpty();
  }

  // n8n pull request 24526: a redirection took the credential to another host.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1/orders",
        "http://shop.example/v1/orders",
        "https://shop.example:444/v1/orders",
        "//evil.example/v1/orders",
        "https://shop.example@evil.example/v1/orders"
      })
  void aRedirectionToAnotherPlaceIsNotFollowed(String location) {
    Scripted shop = Scripted.of(URL, ScriptedReply.of(302, "").withHeader("location", location));

    Failure failure =
        Failures.expect(FailureCode.UNAVAILABLE, () -> shop.read(HttpRead.of("/orders")));

    assertThat(shop.transport().requests()).hasSize(1);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aRedirectionDoesNotLeadAroundThePathsThatAreAllowed() {
    for (String location :
        List.of("/v1/admin", "/other", "/v1/orders/../admin", "/v1/orders%2fa")) {
      Scripted shop =
          Scripted.of(
              "{\"url\":\"https://shop.example/v1\",\"paths\":[\"/orders/*\"]}",
              ScriptedReply.of(307, "").withHeader("location", location));

      Failures.expect(FailureCode.FORBIDDEN, () -> shop.read(HttpRead.of("/orders/1")));

      assertThat(shop.transport().requests()).as(location).hasSize(1);
    }
  }

  @Test
  void redirectionsAreFollowedHereAndNotByTheTransport() {
    Scripted shop =
        Scripted.of(URL, ScriptedReply.of(301, "").withHeader("location", "/v1/new"), json("[]"));

    assertThat(shop.read(HttpRead.of("/orders")).status()).isEqualTo(200);
    assertThat(shop.transport().requests()).noneMatch(WireRequest::redirects);
    assertThat(shop.asked().uri()).hasToString("https://shop.example/v1/new");
  }

  @Test
  void aRedirectionWithoutEndIsAFailure() {
    ScriptedReply moved = ScriptedReply.of(302, "").withHeader("location", "/v1/orders");
    Scripted shop = Scripted.of(URL, moved, moved, moved, moved);

    Failures.expect(FailureCode.UNAVAILABLE, () -> shop.read(HttpRead.of("/orders")));
  }

  @Test
  void aWriteThatIsLedToItsResultMayHaveHappened() {
    ScriptedReply seeOther = ScriptedReply.of(303, "").withHeader("location", "/v1/o/1");
    HttpWrite write = HttpWrite.builder("/o").build();

    assertThat(
            Failures.expect(FailureCode.UNAVAILABLE, () -> Scripted.of(URL, seeOther).send(write))
                .applied())
        .isEqualTo(Applied.UNKNOWN);
    HttpWrite accepting = HttpWrite.builder("/o").accepts(List.of(303)).build();
    assertThat(Scripted.of(URL, seeOther).send(accepting).headers()).containsKey("location");
  }

  @Test
  void aStatusThatIsNoSuccessIsAFailureThatSaysWhetherItMayHaveHappened() {
    HttpWrite write = HttpWrite.builder("/o").build();

    assertThat(failure(write, 422).code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure(write, 422).applied()).isEqualTo(Applied.NO);
    assertThat(failure(write, 412).code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(failure(write, 503).applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure(write, 429).code()).isEqualTo(FailureCode.RATE_LIMITED);
  }

  private static Failure failure(HttpWrite write, int status) {
    return Failures.of(() -> Scripted.of(URL, ScriptedReply.of(status, "")).send(write))
        .orElseThrow();
  }

  @Test
  void whatTheServiceSaysOfARefusalIsTold() {
    ScriptedReply refused =
        ScriptedReply.of(400, "{\"error\":\"no stock\"}")
            .withHeader("content-type", "application/json");

    assertThat(
            Failures.expect(
                    FailureCode.INVALID,
                    () -> Scripted.of(URL, refused).read(HttpRead.of("/orders")))
                .message())
        .contains("no stock");
  }

  @Test
  void theIdempotencyKeyGoesInTheHeaderThatTheServiceKnowsItBy() {
    Scripted shop =
        Scripted.of(
            "{\"url\":\"https://shop.example\",\"idempotency\":\"Idempotency-Key\"}",
            json("1"),
            json("1"),
            json("1"));
    FakeCall call = FakeCall.of("http.request.send", shop.provider());
    HttpWrite write = HttpWrite.builder("/o").build();

    shop.service().send(write, call.withIdempotencyKey("run/step/0"));
    assertThat(shop.asked().headers().get("idempotency-key")).containsExactly("run/step/0");

    shop.service().send(write, call.withIdempotencyKey("ключ"));
    assertThat(shop.asked().headers().get("idempotency-key"))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{64}");

    shop.service().send(write, call);
    assertThat(shop.asked().headers()).doesNotContainKey("idempotency-key");
  }

  @Test
  void aProviderNamesThePathsMethodsAndHeadersThatCallersMayUse() {
    String config =
        """
        {"url": "https://shop.example", "paths": ["/orders/**"], "methods": ["GET", "POST"],
         "headers": ["X-Region"]}
        """;
    Scripted shop = Scripted.of(config, json("1"), json("1"));

    shop.read(HttpRead.of("/orders"));
    shop.read(
        new HttpRead(
            "/orders/7/lines", "GET", Json.EMPTY, Map.of("x-region", "eu"), List.of(), null));

    assertNotAllowed("path", () -> shop.read(HttpRead.of("/admin")));
    assertNotAllowed("path", () -> shop.read(HttpRead.of("/ordersx")));
    assertNotAllowed(
        "headers",
        () ->
            shop.read(
                new HttpRead(
                    "/orders", "GET", Json.EMPTY, Map.of("x-admin", "1"), List.of(), null)));
    assertNotAllowed(
        "method",
        () ->
            shop.service()
                .replace(
                    HttpWrite.builder("/orders/7").method("DELETE").build(),
                    FakeCall.of("http.request.replace", shop.provider())));
    assertThat(shop.transport().requests()).hasSize(2);
  }

  private static void assertNotAllowed(String field, Runnable action) {
    assertThat(Failures.field(action::run)).isEqualTo(field);
  }

  @Test
  void aCheckReadsThePathThatItIsGivenOrAsksWhetherAnythingAnswers() {
    HttpConnector connector = new HttpConnector("http");
    String config = "{\"url\":\"https://shop.example\",\"check\":\"/health\"}";
    Scripted down = Scripted.of(config, ScriptedReply.of(404, ""));

    Failures.expect(FailureCode.NOT_FOUND, () -> connector.check(down.service(), call(down)));

    for (int status : new int[] {204, 404, 405, 501}) {
      Scripted answering = Scripted.of(URL, ScriptedReply.of(status, ""));
      connector.check(answering.service(), call(answering));
    }
    for (int status : new int[] {401, 500, 503}) {
      Scripted refusing = Scripted.of(URL, ScriptedReply.of(status, ""));
      assertThat(Failures.of(() -> connector.check(refusing.service(), call(refusing))))
          .as("%d", status)
          .isPresent();
    }
  }

  private static FakeCall call(Scripted shop) {
    return FakeCall.of("http.request.read", shop.provider());
  }
}
