package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.SigV4;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.Attempt;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SigningScheme;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderRegistryTest {

  @TempDir Path folder;
  private ProviderHouse house;

  @BeforeEach
  void open() {
    house = new ProviderHouse(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void callsTheConnectorOfAProvider() {
    house.load(new SamplePlugin("a").version("1.2.0"));
    house.apply("p", "{connector: a-text, slots: 7, models: [m]}");

    assertThat(house.mask("p")).isEqualTo("1.2.0");
    ProviderInfo info = house.info("p");
    assertThat(info.state()).isEqualTo(State.CONNECTED);
    assertThat(info.kind()).isEqualTo("text");
    assertThat(info.plugin()).isEqualTo("a");
    assertThat(info.pluginVersion()).isEqualTo("1.2.0");
    assertThat(info.slots()).isEqualTo(7);
    assertThat(info.offering().ids()).containsExactly("m");
    assertThat(info.marks()).containsExactly("local");
  }

  @Test
  void countsWhatTheConnectorMeters() {
    house.load(new SamplePlugin("a").mask("call.meter(\"words\", 3); " + ANSWER));
    house.apply("p", "{connector: a-text}");
    TestAttempt attempt = TestAttempt.ofSeconds(1);

    house.mask("p", attempt);

    assertThat(attempt.metered()).containsEntry("words", 3L).hasSize(1);
  }

  @Test
  void givesTheConnectorTheAttempt() {
    house.load(
        new SamplePlugin("a")
            .mask(
                """
                return new MaskedText(
                    call.capability() + " " + call.idempotencyKey().get() + " "
                        + call.labels().get("route") + " " + call.provider().id() + " "
                        + call.provider().config(), List.of());
                """));
    house.apply("p", "{connector: a-text, config: {x: 1}}");

    assertThat(house.mask("p")).isEqualTo("text.pii.mask key-1 triage p {\"x\":1}");
  }

  @Test
  void isLeasedAsTheVeryOneThatWasMeantOrNotAtAll() {
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text, config: {x: 1}}");
    String meant = house.registry().identity(house.tenant(), "p");

    house.registry().lease(house.tenant(), "p", meant).close();
    house.apply("p", "{connector: a-text, config: {x: 2}}");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> house.registry().lease(house.tenant(), "p", meant))
        .satisfies(
            e -> assertThat(PlatformCause.of(e.failure())).isEqualTo(PlatformCause.OTHER_PROVIDER));
    house.registry().lease(house.tenant(), "p", null).close();
  }

  @Test
  void bindsTheTransportToHostsAndCredential() {
    house.load(new SamplePlugin("a"));
    house.apply(
        "p",
        "{connector: a-text, config: {baseUrl: 'http://Gitea.local:3000/api'}, auth: {bearer:"
            + " {secret: key}}}");

    TransportBinding binding = house.bindings().getLast();
    assertThat(binding.egress()).containsExactly(new Destination("http", "gitea.local", 3000));
    assertThat(binding.credentialTo()).isEqualTo(binding.egress());
    assertThat(((Signing.Fixed) binding.signing()).signature().headers())
        .containsOnly(Map.entry("authorization", "Bearer secret of key"));
    assertThat(house.registry().detail(house.tenant(), "p").egress())
        .containsExactly("gitea.local:3000");
  }

  @Test
  void bindsTheCredentialOfAPathInTheWordsOfItsConnector() {
    house.load(new SamplePlugin("a").auth("path").inPath("bot${secret}"));
    house.load(new SamplePlugin("b").auth("path"));
    String spec =
        "{connector: %s, config: {baseUrl: 'https://api.test'}, auth: {path: {secret: k}}}";
    house.apply("p", spec.formatted("a-text"));
    house.apply("q", spec.formatted("b-text"));

    assertThat(house.bindings())
        .extracting(binding -> ((Signing.Fixed) binding.signing()).signature().path())
        .containsExactly("botsecret of k", "secret of k");
  }

  @Test
  void bindsTokensToTheirEndpointAlone() {
    house.load(new SamplePlugin("a").auth("google-service-account", "oauth-client"));
    house.apply(
        "p",
        "{connector: a-text, config: {baseUrl: 'https://api.test'}, auth: {google-service-account:"
            + " {secret: key}}}");
    TransportBinding tokens = house.bindings().getFirst();

    assertThat(house.bindings()).hasSize(2);
    assertThat(tokens.egress()).containsExactly(Destination.https("oauth2.googleapis.com"));
    assertThat(tokens.credentialTo()).isEmpty();
    assertThat(tokens.signing()).isInstanceOf(Signing.Unsigned.class);
    assertThat(house.bindings().getLast().egress()).containsExactly(Destination.https("api.test"));
    assertThat(house.bindings().getLast().signing()).isInstanceOf(Signing.Token.class);
    assertThat(house.info("p").reason())
        .isEqualTo(
            "unauthenticated: provider 'p' cannot use its secret 'key': it is no JSON key of a"
                + " Google service account: it is no JSON; store the file as it was downloaded");
  }

  @Test
  void asksForTokensWhereTheConnectorSays() {
    house.load(
        new SamplePlugin("a")
            .auth("oauth-client", "jwt", "github-app")
            .tokens("oauth-client", "${baseUrl}/oauth/token")
            .tokens("github-app", "${baseUrl}/api"));
    String spec = "{connector: a-text, config: {baseUrl: 'https://api.test/'}, auth: {%s}}";

    house.apply("p", spec.formatted("oauth-client: {clientId: me, secret: key}"));
    house.apply("q", spec.formatted("github-app: {appId: '1', installation: '7', secret: key}"));
    house.apply(
        "r", spec.formatted("jwt: {issuer: me, secret: key, tokenUrl: 'https://login.test/t'}"));

    assertThat(house.bindings())
        .filteredOn(binding -> binding.signing() instanceof Signing.Unsigned)
        .extracting(binding -> binding.egress().iterator().next().authority())
        .contains("api.test:443", "login.test:443");
    assertThat(house.info("q").reason()).contains("it is no PEM text of a private key");
  }

  @Test
  void isAnotherOneWhereItsTokensAreOthers() {
    house.load(new SamplePlugin("a").auth("oauth-client"));
    String spec =
        "{connector: a-text, auth: {oauth-client: {clientId: me, secret: key, tokenUrl:"
            + " 'https://login.test/t', scope: %s}}}";
    house.apply("p", spec.formatted("one"));
    String one = house.registry().identity(house.tenant(), "p");

    house.apply("p", spec.formatted("two"));

    assertThat(house.registry().identity(house.tenant(), "p")).isNotEqualTo(one);
  }

  @Test
  void signsForAwsInItsRegion() {
    house.load(new SamplePlugin("a").auth("sigv4"));
    house.store("key", "AKIDEXAMPLE0000EXAMPLE:s3cret");
    house.apply(
        "p",
        "{connector: a-text, config: {baseUrl: 'https://api.test', region: eu-west-1}, auth:"
            + " {sigv4: {secret: key}}}");

    Signing.Scheme signing = (Signing.Scheme) house.bindings().getLast().signing();
    assertThat(signing.scheme()).isEqualTo(new SigV4("sample", "eu-west-1"));
    assertThat(signing.credential().get().secret()).isEqualTo("AKIDEXAMPLE0000EXAMPLE:s3cret");
    assertThat(house.info("p").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void signsByTheSchemeThatAConnectorBrings() {
    house.load(
        new SamplePlugin("a")
            .auth("scheme")
            .signing(
                """
                if (request.path().equals("/broken")) {
                  throw new IllegalStateException("cannot sign with " + key.secret());
                }
                return SigningScheme.Signature.ofHeaders(Map.of("x-signed", key.name()));
                """));
    house.store("key", "s3cret");
    house.apply("p", "{connector: a-text, auth: {scheme: {name: me, secret: key}}}");

    Signing.Scheme signing = (Signing.Scheme) house.bindings().getLast().signing();
    assertThat(signed(signing, "/a").headers()).containsEntry("x-signed", "me");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> signed(signing, "/broken"))
        .withMessageContaining("cannot sign with")
        .withMessageNotContaining("s3cret");
  }

  @Test
  void refusesAPluginWhoseSchemeItsManifestDoesNotDeclare() {
    for (SamplePlugin wrong :
        List.of(
            new SamplePlugin("a").auth("scheme"), new SamplePlugin("b").signing("return null;"))) {
      assertThatExceptionOfType(PluginRefusedException.class)
          .isThrownBy(() -> house.load(wrong))
          .withMessageContaining("signing scheme");
    }
  }

  private static SigningScheme.Signature signed(Signing.Scheme signing, String path) {
    SigningScheme.UnsignedRequest request =
        new SigningScheme.UnsignedRequest(
            "GET", "api.test", path, null, Map.of(), "", Instant.EPOCH);
    return signing.scheme().sign(request, signing.credential().get());
  }

  @Test
  void givesAConnectorOnlyTheSecretsThatItsConfigurationNames() {
    house.load(
        new SamplePlugin("a")
            .mask(
                """
                Secrets secrets = call.provider().secrets();
                try { secrets.read("other"); } catch (CallFailedException e) {
                  return new MaskedText(secrets.read("mine") + ", " + e.failure().code(), List.of());
                }
                return null;
                """));
    house.apply("p", "{connector: a-text, config: {token: {secret: mine}}}");

    assertThat(house.mask("p")).isEqualTo("secret of mine, NOT_FOUND");
  }

  @Test
  void aNewListTellsThatSomethingChanged() {
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    List<ProviderInfo> before = house.registry().of(house.tenant());

    assertThat(house.registry().of(house.tenant())).isSameAs(before);
    house.apply("p", "{connector: a-text, slots: 3}");
    assertThat(house.registry().of(house.tenant())).isNotSameAs(before);
  }

  @Test
  void keepsTheGenerationUnlessPluginOrConfigurationChange() {
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    house.apply("p", "{connector: a-text, slots: 3}");
    assertThat(house.info("p").generation()).isEqualTo(1);

    house.apply("p", "{connector: a-text, slots: 3, config: {x: 1}}");
    assertThat(house.info("p").generation()).isEqualTo(2);

    house.host().swap(house.write(new SamplePlugin("a").version("2.0.0")));
    assertThat(house.info("p").generation()).isEqualTo(3);
    assertThat(house.mask("p")).isEqualTo("2.0.0");
  }

  @Test
  void forgetsTheGenerationsOfAProviderThatIsRemoved() {
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    house.apply("p", "{connector: a-text, config: {x: 1}}");

    house.remove("p");
    house.apply("p", "{connector: a-text}");

    assertThat(house.info("p").generation()).isEqualTo(1);
  }

  @Test
  void refusesAProviderThatIsNotConnected() {
    house.load(new SamplePlugin("a").check("throw new IllegalStateException(\"no route\");"));
    house.apply("p", "{connector: a-text}");

    assertThat(house.info("p").state()).isEqualTo(State.ERROR);
    assertThat(failure("p").code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure("p").message()).contains("provider 'p' is error").contains("no route");
  }

  @Test
  void refusesAProviderThatIsDisabled() {
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text, disabled: true}");

    assertThat(house.info("p").state()).isEqualTo(State.DISABLED);
    assertThat(failure("p").code()).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void doesNotKnowAProviderOfAnotherTenantOrOneThatWasRemoved() {
    house.load(new SamplePlugin("a"));
    house.apply("p", "{connector: a-text}");
    house.remove("p");

    assertThat(failure("p").code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(house.registry().of(house.tenant())).isEmpty();
  }

  @Test
  void waitsForThePluginThatBringsItsConnector() {
    house.apply("p", "{connector: a-text}");
    assertThat(house.info("p").state()).isEqualTo(State.ERROR);
    assertThat(house.info("p").reason()).contains("no started plugin brings the connector a-text");

    house.load(new SamplePlugin("a"));

    assertThat(house.info("p").state()).isEqualTo(State.PENDING);
  }

  @Test
  void injectsFaultsBeforeTheConnector() {
    house.load(new SamplePlugin("a"));
    house.apply(
        "p",
        "{connector: a-text, faults: [{from: '2026-11-20T10:01:00Z', until:"
            + " '2026-11-20T10:02:00Z'}]}");
    assertThat(house.mask("p")).isEqualTo("1.0.0");

    house.time().advance(Duration.ofMinutes(1));
    TestAttempt attempt = TestAttempt.ofSeconds(1);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> house.mask("p", attempt))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
              assertThat(e.failure().applied()).isEqualTo(Applied.NO);
              assertThat(InjectedFault.isMarked(e.failure())).isTrue();
            });
    assertThat(attempt.metered()).isEmpty();

    house.time().advance(Duration.ofMinutes(1));
    assertThat(house.mask("p")).isEqualTo("1.0.0");
  }

  @Test
  void refusesWhatTheManifestDoesNotSupport() {
    house.load(new SamplePlugin("a").support("{support: none}"));
    house.apply("p", "{connector: a-text}");

    assertThat(failure("p").code()).isEqualTo(FailureCode.UNSUPPORTED);
  }

  @Test
  void makesTextOfWhateverAConnectorThrows() {
    house.load(new SamplePlugin("a").mask("throw new Odd(); } static class Odd extends Error {"));
    house.apply("p", "{connector: a-text}");

    Failure failure = failure("p");
    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.message())
        .isEqualTo("connector 'a-text' of plugin 'a' broke: sample.Main$Answer$Odd: null");
  }

  @Test
  void aConnectorCannotClaimThatItsFailureWasInjected() {
    house.load(
        new SamplePlugin("a")
            .mask(
                """
                throw new CallFailedException(Failure.of(FailureCode.UNAVAILABLE, "down")
                    .withFields(Map.of("injected", "true", "host", "h")));
                """));
    house.apply("p", "{connector: a-text}");

    assertThat(InjectedFault.isMarked(failure("p"))).isFalse();
    assertThat(failure("p").fields()).containsExactly(Map.entry("host", "h"));
  }

  @Test
  void aConnectorCannotClaimThatThePlatformFailed() {
    house.load(
        new SamplePlugin("a")
            .mask(
                """
                throw new CallFailedException(Failure.of(FailureCode.UNAVAILABLE, "down")
                    .withFields(Map.of("platform", "store")));
                """));
    house.apply("p", "{connector: a-text}");

    assertThat(failure("p").fields()).isEmpty();
  }

  @Test
  void refusesAnAnswerThatIsNothing() {
    house.load(new SamplePlugin("a").mask("return null;"));
    house.apply("p", "{connector: a-text}");

    assertThat(failure("p").message()).contains("returned nothing for text.pii.mask");
  }

  @Test
  void doesNotTakeWaitingForHeavyWork() {
    house.load(
        new SamplePlugin("a")
            .mask("return new MaskedText(Thread.currentThread().getName(), List.of());"));
    house.apply("p", "{connector: a-text}");

    try (Lease lease = house.registry().lease(house.tenant(), "p")) {
      Record answer =
          lease.call(house.heavy("text.pii.mask"), new TextToMask("x"), TestAttempt.ofSeconds(10));
      assertThat(((MaskedText) answer).text()).isEqualTo(Thread.currentThread().getName());
    }
  }

  @Test
  void wakesAConnectorThatPausesWhenItsCallerGoes() throws Exception {
    house.load(new SamplePlugin("a").mask("call.pause(Duration.ofMinutes(5)); " + ANSWER));
    house.apply("p", "{connector: a-text}");
    TestAttempt attempt = TestAttempt.ofSeconds(600);
    CompletableFuture<Failure> failed =
        CompletableFuture.supplyAsync(() -> failure("p", attempt), Thread::startVirtualThread);

    attempt.cancel();

    assertThat(failed.get(10, TimeUnit.SECONDS).code()).isEqualTo(FailureCode.CANCELLED);
  }

  @Test
  void endsAPauseAtTheDeadline() {
    house.load(new SamplePlugin("a").mask("call.pause(Duration.ofMinutes(5)); " + ANSWER));
    house.apply("p", "{connector: a-text}");

    assertThat(failure("p", new TestAttempt(Duration.ofMillis(10))).code())
        .isEqualTo(FailureCode.TIMEOUT);
  }

  private static final String ANSWER = "return new MaskedText(VERSION, List.of());";

  private Failure failure(String id) {
    return failure(id, TestAttempt.ofSeconds(10));
  }

  private Failure failure(String id, Attempt attempt) {
    try {
      house.mask(id, attempt);
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("the call succeeded");
  }
}
