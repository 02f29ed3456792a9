package io.auterity.server.web.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgresql")
class ErrorsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();

  @Test
  void everyErrorHasOneShape() {
    Reply reply = admin.get("/api/v1/keys/key_" + "0".repeat(32));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("content-type")).startsWith("application/problem+json");
    assertThat(reply.text("type")).isEqualTo("urn:auterity:failure:not_found");
    assertThat(reply.text("title")).isEqualTo("Not found");
    assertThat(reply.text("code")).isEqualTo("not_found");
    assertThat(reply.text("origin")).isEqualTo("caller");
    assertThat(reply.text("retryable")).isEqualTo("false");
    assertThat(reply.text("request")).isEqualTo(reply.header("auterity-request"));
  }

  @Test
  void logsAndTracesShowNoTokenOfAPath() {
    assertThat(ErrorAdvice.shown("/votes/AbC")).isEqualTo("/votes/…");
    assertThat(ErrorAdvice.shown("/hooks/AbC")).isEqualTo("/hooks/…");
    assertThat(ErrorAdvice.shown("/callbacks/AbC/paid")).isEqualTo("/callbacks/…");
    assertThat(ErrorAdvice.shown("/api/v1/runs")).isEqualTo("/api/v1/runs");
  }

  @Test
  void whatIsNoRouteIsNotFound() {
    assertError(admin.get("/api/v1/nothing"), 404, "not_found");
    assertError(admin.get("/api/v2/runs"), 404, "not_found");
  }

  @Test
  void aRouteRefusesOtherMethods() {
    Reply reply = admin.post("/api/v1/capabilities", "{}");

    assertError(reply, 405, "unsupported");
    assertThat(reply.header("allow")).contains("GET");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    assertError(admin.post("/api/v1/keys", "text/csv", "name"), 415, "unsupported");
  }

  @Test
  void malformedJsonIsRefusedWithItsPlace() {
    Reply reply = admin.post("/api/v1/keys", "{\"name\": \n oops}");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).contains("line 2");
  }

  @Test
  void aMissingFieldIsNamed() {
    for (String body : List.of("{}", "{\"name\": null}")) {
      Reply reply = admin.post("/api/v1/keys", body);

      assertError(reply, 400, "invalid");
      assertThat(reply.text("detail")).contains("name: is required; add it");
      assertThat(reply.text("problems.0.path")).isEqualTo("name");
      assertThat(reply.text("problems.0.rule")).isEqualTo("is required");
    }
  }

  @Test
  void anUnknownFieldIsNamedWithTheOneThatWasMeant() {
    Reply reply = admin.post("/api/v1/keys", "{\"name\": \"a\", \"rolls\": []}");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).contains("rolls: is unknown; did you mean 'roles'?");
    assertThat(reply.text("problems.0.path")).isEqualTo("rolls");
  }

  @Test
  void aFieldOfAnotherTypeIsNamed() {
    Reply reply = admin.post("/api/v1/keys", "{\"name\": \"a\", \"roles\": [{}]}");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("problems.0.path")).isEqualTo("roles[0]");
    assertThat(reply.text("problems.0.rule")).isEqualTo("must be a text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": {}} | name: must be a text",
        "{\"name\": \"a\", \"roles\": \"admin\"} | roles: must be a list",
        "{\"name\": \"a\", \"expires\": \"soon\"} | expires: must be a time such as",
        "[] | must be an object",
        "{\"name\": \"a\"} {} | is more than one JSON value",
        "' ' | a body is needed",
        "null | a body is needed"
      })
  void theRuleIsNamedAndNoClass(String body, String words) {
    Reply reply = admin.post("/api/v1/keys", body);

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).contains(words).doesNotContain("java", "io.auterity", "`");
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertThat(admin.post("/api/v1/keys", "").text("detail")).isEqualTo("a body is needed");
    for (String type : List.of("application/json", "application/yaml")) {
      assertError(admin.post("/api/v1/apply", type, ""), 400, "invalid");
      assertError(admin.post("/api/v1/apply", type, "  \n"), 400, "invalid");
    }
    assertError(admin.post("/api/v1/apply", "application/yaml", "# none\n"), 400, "invalid");
  }

  @Test
  void whatIsCalledJsonIsReadAsJson() {
    String yaml = "{kind: provider, id: p, spec: {connector: mask-text, config: {}}}";
    Reply reply = admin.post("/api/v1/apply?dryRun=true", "application/json", yaml);

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).startsWith("not JSON: ").contains("line 1");
    assertThat(admin.post("/api/v1/apply?dryRun=true", "application/yaml", yaml).status())
        .isEqualTo(200);
    String json =
        "[{\"kind\":\"provider\",\"id\":\"p\",\"spec\":{\"connector\":\"mask-text\",\"config\":{}}}]";
    assertThat(admin.post("/api/v1/apply?dryRun=true", json).status()).isEqualTo(200);
  }

  @Test
  void jsonInAnotherEncodingIsRefusedInWords() {
    String body = "{\"name\": \"a\"}";
    for (String path : List.of("/api/v1/keys", "/api/v1/apply", "/api/v1/call/text.pii.mask")) {
      for (byte[] bytes :
          List.of(body.getBytes(StandardCharsets.UTF_16), ("\ufeff" + body).getBytes(UTF_8))) {
        Reply reply =
            admin
                .with("Content-Type", "application/json")
                .send("POST", path, BodyPublishers.ofByteArray(bytes));

        assertError(reply, 400, "invalid");
        assertThat(reply.text("detail")).contains("send UTF-8");
      }
    }
    assertError(
        admin.post("/api/v1/keys", "application/json;charset=utf-16", body), 400, "invalid");
  }

  @Test
  void halfAPairIsNoPartOfAName() {
    Reply reply = admin.post("/api/v1/keys", "{\"name\": \"a\\ud800\", \"roles\": [\"viewer\"]}");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).contains("half a pair");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys", "decisions", "runs", "limits"})
  void whatIsNoCursorIsRefusedByOneRule(String list) {
    for (String cursor : List.of("abc", "run_00", "")) {
      Reply reply = admin.get("/api/v1/%s?cursor=%s".formatted(list, cursor));

      assertError(reply, 400, "invalid");
      assertThat(reply.text("detail"))
          .isEqualTo("'%s' is no cursor of this list".formatted(cursor));
    }
  }

  @Test
  void aKeyThatCameWithAnotherInputIsToldApartFromAConflict() {
    Failure conflict = Failure.of(FailureCode.CONFLICT, "no");
    Failure reused = conflict.withFields(Map.of(Failure.IDEMPOTENCY_KEY, "was used"));

    assertThat(ErrorBody.of(conflict, "r").status()).isEqualTo(409);
    assertThat(ErrorBody.of(reused, "r").status()).isEqualTo(422);
  }

  @Test
  void aNameTwiceInOneObjectIsRefused() {
    Reply reply = admin.post("/api/v1/keys", "{\"name\": \"a\", \"name\": \"b\"}");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).contains("duplicate key: 'name' stands twice in one object");
  }

  @Test
  void invalidUtf8IsRefused() {
    Reply reply =
        admin
            .with("Content-Type", "application/json")
            .send(
                "POST",
                "/api/v1/keys",
                BodyPublishers.ofByteArray(
                    new byte[] {
                      '{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, '"', '}'
                    }));

    assertError(reply, 400, "invalid");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String large = "{\"name\": \"" + "x".repeat(13_000_000) + "\"}";

    assertError(admin.post("/api/v1/keys", large), 413, "too_large");
  }

  @Test
  void aTextOfTwelveMegabytesIsRefused() {
    String large = "{\"name\": \"" + "x".repeat(12_000_000) + "\"}";

    Reply reply = admin.post("/api/v1/keys", large);
    assertError(reply, 413, "too_large");
    assertThat(reply.text("detail")).endsWith("exceeds the maximum allowed (11200000); send less");
    assertError(admin.post("/api/v1/call/text.pii.mask", large), 413, "too_large");
  }

  @Test
  void aParameterThatIsNotUtf8IsRefused() {
    assertError(admin.get("/api/v1/runs?workflow=%ff"), 400, "invalid");
  }

  @Test
  void anAddressWithNothingInItIsRefused() {
    Reply reply = admin.get("/api/v1/keys?prefix=%00");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).contains("U+0000");
    assertThat(admin.get("/api/v1/keys/%00").status()).isEqualTo(400);
  }

  @Test
  void nothingInAListIsRefused() {
    for (String body :
        List.of(
            "{\"name\": \"n\", \"roles\": [null]}",
            "{\"name\": \"n\", \"labels\": {\"a\": null}}")) {
      Reply reply = admin.post("/api/v1/keys", body);

      assertError(reply, 400, "invalid");
      assertThat(reply.text("detail")).endsWith("is required; add it");
    }
    assertError(admin.post("/api/v1/keys/import", "{\"keys\": [null]}"), 400, "invalid");
  }

  @Test
  void aMistypedParameterIsNamed() {
    Reply reply = admin.get("/api/v1/keys?limit=many");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail")).contains("many", "limit");
    assertError(admin.get("/api/v1/keys?limit=0"), 400, "invalid");
  }

  @Test
  void anUnknownParameterIsNamedWithTheOneThatWasMeant() {
    Reply reply = admin.get("/api/v1/decisions?outcom=failed&limit=1");

    assertError(reply, 400, "invalid");
    assertThat(reply.text("detail"))
        .isEqualTo("'outcom' is no parameter of this route; did you mean 'outcome'?");
    assertThat(admin.get("/api/v1/capabilities/text.pii.mask?x=1").text("detail"))
        .isEqualTo("'x' is no parameter of this route; this route takes none");
    assertError(server.anonymous().get("/api/v1/decisions?outcom=failed"), 401, "unauthenticated");
  }

  @Test
  void anythingBelowTheApiNeedsACredential() {
    assertError(server.anonymous().get("/api/v1/nothing"), 401, "unauthenticated");
    assertError(server.anonymous().get("/api/v1/capabilities"), 401, "unauthenticated");
    assertError(server.anonymous().bearer("ak_wrong").get("/api/v1/keys"), 401, "unauthenticated");
    assertError(
        server.anonymous().with("Authorization", "Basic eDp5").get("/api/v1/keys"),
        401,
        "unauthenticated");
  }

  @Test
  void pathTricksDoNotGoAroundTheCredential() {
    for (String path :
        new String[] {
          "/api;x=1/v1/keys", "//api/v1/keys", "/x/../api/v1/keys", "/%61pi/v1/keys", "/API/v1/keys"
        }) {
      assertThat(server.anonymous().get(path).body()).as(path).doesNotContain("items");
    }
  }

  @Test
  void aForeignHostNameIsRefused() {
    assertError(admin.with("Host", "evil.test").get("/api/v1/keys"), 403, "forbidden");
    assertThat(admin.with("Host", "localhost:1").get("/api/v1/keys").status()).isEqualTo(200);
  }

  @Test
  void answersCarryHeadersThatBindBrowsers() {
    Reply reply = admin.get("/api/v1/keys");

    assertThat(reply.header("content-security-policy")).contains("default-src 'none'");
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(reply.header("server")).isEmpty();
  }

  @Test
  void aPathThatIsNoPathIsRefusedInTheSameShape() {
    Reply reply = admin.get("/api/v1/keys/%2e%2e%2fkeys%00");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("code")).isEqualTo("invalid");
  }

  private static void assertError(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.header("content-type")).startsWith("application/problem+json");
    assertThat(reply.text("code")).isEqualTo(code);
    assertThat(reply.text("request")).startsWith("req_");
  }
}
