package io.auterity.plugins.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.CiSecret;
import io.auterity.spi.ci.CiSecretUpdate;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedSecretsTest {

  private static final ScriptedReply KEY =
      ScriptedReply.of(
          200, "{\"key_id\": \"7\", \"key\": \"B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9/AsrhtHHw=\"}");
  private static final ScriptedReply NONE = ScriptedReply.of(404, "{\"message\": \"Not Found\"}");
  private static final Ref REPOSITORY = new Ref("mine", "octo/hello");
  private static final VaultSecret VALUE = VaultSecret.of("hunter2-ü");

  private final PluginManifest manifest =
      PluginManifest.builder("github", "1.0.0", "main", "GitHub").build();

  private record Asked(Ci ci, FakeProvider provider, ScriptedTransport transport) {

    FakeCall call(String verb) {
      return FakeCall.of("ci.secret." + verb, provider);
    }

    List<String> lines() {
      return transport.requests().stream().map(r -> r.method() + " " + r.uri()).toList();
    }
  }

  private Asked before(ScriptedReply... replies) {
    ScriptedTransport transport = new ScriptedTransport(List.of(replies));
    FakeProvider provider =
        new FakeProvider("mine", manifest)
            .withConfig(Json.EMPTY.with("api", Json.of("https://ghe.example/api/v3/")))
            .withTransport(transport);
    return new Asked(new SealedSecrets().open(provider, new Ci() {}), provider, transport);
  }

  @Test
  void aSecretIsSealedForTheKeyOfItsRepository() {
    Asked asked = before(KEY, NONE, ScriptedReply.of(201, ""));

    CiSecret made =
        asked.ci().createSecret(new NewCiSecret(REPOSITORY, "TOKEN", VALUE), asked.call("create"));

    assertThat(made.ref()).isEqualTo(new Ref("mine", "octo/hello/secrets/TOKEN"));
    assertThat(asked.lines())
        .containsExactly(
            "GET https://ghe.example/api/v3/repos/octo/hello/actions/secrets/public-key",
            "GET https://ghe.example/api/v3/repos/octo/hello/actions/secrets/TOKEN",
            "PUT https://ghe.example/api/v3/repos/octo/hello/actions/secrets/TOKEN");
    WireRequest put = asked.transport().requests().getLast();
    assertThat(new String(put.body(), UTF_8))
        .matches("\\{\"encrypted_value\":\"[A-Za-z0-9+/]{78}==\",\"key_id\":\"7\"}")
        .doesNotContain("hunter2");
  }

  @Test
  void aSecretIsSealedAnewEachTime() {
    Asked asked =
        before(KEY, NONE, ScriptedReply.of(201, ""), KEY, NONE, ScriptedReply.of(204, ""));
    NewCiSecret secret = new NewCiSecret(REPOSITORY, "TOKEN", VALUE);
    var _ = asked.ci().createSecret(secret, asked.call("create"));
    var _ = asked.ci().createSecret(secret, asked.call("create"));

    List<WireRequest> sent = asked.transport().requests();
    assertThat(sent.get(2).body()).isNotEqualTo(sent.get(5).body());
  }

  @Test
  void aSecretThatIsThereIsNotMadeAnew() {
    Asked there = before(KEY, ScriptedReply.of(200, "{}"));
    Asked away = before(KEY, ScriptedReply.of(500, ""));
    NewCiSecret secret = new NewCiSecret(REPOSITORY, "TOKEN", VALUE);

    Failure taken =
        Failures.expect(
            FailureCode.CONFLICT, () -> there.ci().createSecret(secret, there.call("create")));
    Failures.expect(
        FailureCode.UNAVAILABLE, () -> away.ci().createSecret(secret, away.call("create")));

    assertThat(taken.applied()).isEqualTo(Applied.NO);
    assertThat(there.lines()).hasSize(2).noneMatch(line -> line.startsWith("PUT"));
    assertThat(away.lines()).hasSize(2);
  }

  @Test
  void onlyASecretThatIsThereIsChanged() {
    Ref secret = new Ref("mine", "octo/hello/secrets/TOKEN");
    Asked there = before(ScriptedReply.of(200, "{}"), KEY, ScriptedReply.of(204, ""));
    Asked gone = before(ScriptedReply.of(404, "{\"message\": \"Not Found\"}"));

    assertThat(
            there.ci().updateSecret(new CiSecretUpdate(secret, VALUE), there.call("update")).name())
        .isEqualTo("TOKEN");
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> gone.ci().updateSecret(new CiSecretUpdate(secret, VALUE), gone.call("update")));
    assertThat(gone.lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHENTICATED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "429, RATE_LIMITED",
    "500, UNAVAILABLE"
  })
  void nothingIsDoneWithoutAKey(int status, FailureCode code) {
    Asked asked = before(ScriptedReply.of(status, "{\"message\": \"No\"}"));

    Failure failure =
        Failures.expect(
            code,
            () ->
                asked
                    .ci()
                    .createSecret(
                        new NewCiSecret(REPOSITORY, "TOKEN", VALUE), asked.call("create")));

    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"key_id\": \"7\", \"key\": \"AAAA\"}", "{}"})
  void whatIsNoKeyIsTold(String reply) {
    Asked asked = before(ScriptedReply.of(200, reply));

    Failures.expect(
        FailureCode.UNAVAILABLE,
        () ->
            asked
                .ci()
                .createSecret(new NewCiSecret(REPOSITORY, "TOKEN", VALUE), asked.call("create")));
  }

  @ParameterizedTest
  @CsvSource({"octo, TOKEN, NOT_FOUND", "octo/.., TOKEN, NOT_FOUND", "octo/hello, A/B, INVALID"})
  void namesThatCannotBeAskForNothing(String repository, String name, FailureCode code) {
    Asked asked = before();

    Failures.expect(
        code,
        () ->
            asked
                .ci()
                .createSecret(
                    new NewCiSecret(new Ref("mine", repository), name, VALUE),
                    asked.call("create")));
  }
}
