package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.automation.NewIntegration;
import io.auterity.spi.ci.CiSecret;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.ci.NewPipeline;
import io.auterity.spi.ci.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose input names a secret of the tenant's vault. */
class NamedSecretTest {

  private static final String CREATE = "secret.create";

  private static final NewCiSecret ASKED =
      new NewCiSecret(Ref.of("octo/hello"), "KEY", VaultSecret.named("deploy-key"));

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void oneBuildServer() {
    road.providers.add(Fleet.withSupport(Fleet.ofKind(Fleet.ai("b"), "ci"), true, "secret.create"));
  }

  @Test
  void whoMayNotUseTheSecretIsRefusedBeforeAnyProviderIsAsked() {
    Failure failure = ((Outcome.Refused) road.invoke("ci.secret.create", ASKED)).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure.message()).contains("the input names the secret 'deploy-key'");
    assertThat(road.providers.called).isEmpty();
  }

  @Test
  void eachOfSeveralSecretsIsToBeUsedByTheCaller() {
    road.providers.add(
        Fleet.withSupport(Fleet.ofKind(Fleet.ai("e"), "automation"), true, "integration.create"));
    road.authorizer = new UsersOf("client-id");
    NewIntegration asked =
        new NewIntegration(
            "Mail",
            "oauth",
            Json.EMPTY,
            Map.of("id", VaultSecret.named("client-id"), "key", VaultSecret.named("client-key")));

    Failure failure =
        ((Outcome.Refused) road.invoke("automation.integration.create", asked)).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure.message()).contains("'client-key'");
    assertThat(road.providers.called).isEmpty();
  }

  @Test
  void theRoadKnowsTheSecretByItsNameAlone() {
    road.authorizer = new UsersOf("deploy-key");
    road.providers.does("b", answers(new CiSecret(new Ref("b", "1"), "KEY", null)));

    assertThat(road.invoke("ci.secret.create", ASKED)).isInstanceOf(Outcome.Succeeded.class);

    assertThat(road.providers.inputs).containsExactly(ASKED);
  }

  @Test
  void theSecretNeverFollowsItsCallToAnotherVendor() {
    road.authorizer = new UsersOf("deploy-key");
    road.providers.add(Fleet.withSupport(Fleet.ofKind(Fleet.ai("c"), "ci"), true, "secret.create"));
    road.route("r", "{'use': ['b'], 'fallback': ['c']}");
    road.providers.does("b", fails(Failure.of(FailureCode.UNAVAILABLE, "down")));

    assertThat(road.invoke("ci.secret.create", ASKED)).isInstanceOf(Outcome.Failed.class);

    assertThat(road.providers.called).containsOnly("b");
    assertThat(Objects.requireNonNull(road.decision().planning()).exclusions())
        .contains(
            new Exclusion(
                Exclusion.Reason.SECRET,
                List.of("c"),
                "the input names a secret, which goes to b alone"));
    assertThat(road.differences()).isEmpty();
  }

  @Test
  void noLaterCallTakesTheSecretToAnotherVendorWhileTheFirstIsAway() {
    road.authorizer = new UsersOf("deploy-key");
    road.route("r", "{'use': ['b'], 'fallback': ['c']}");
    ProviderInfo first = Fleet.withSupport(Fleet.ofKind(Fleet.ai("b"), "ci"), true, CREATE);
    road.providers.add(Fleet.withSupport(Fleet.ofKind(Fleet.ai("c"), "ci"), true, CREATE));
    road.providers.does("b", fails(Failure.of(FailureCode.UNAVAILABLE, "down")));

    road.invoke("ci.secret.create", ASKED);
    road.providers.remove("b");
    road.providers.add(Fleet.inState(first, ProviderInfo.State.ERROR, "is down"));

    assertThat(road.invoke("ci.secret.create", ASKED)).isNotInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsOnly("b");
  }

  @Test
  void whatNoRouteSaysIsDecidedByNobodysHealth() {
    road.authorizer = new UsersOf("deploy-key");
    ProviderInfo other = Fleet.withSupport(Fleet.ofKind(Fleet.ai("c"), "ci"), true, CREATE);
    road.providers.add(Fleet.inState(other, ProviderInfo.State.ERROR, "is down"));

    Failure failure = failure(road.invoke("ci.secret.create", ASKED));

    assertThat(failure.message()).contains("b, c could take it");
    assertThat(road.providers.called).isEmpty();
  }

  @Test
  void whoIsTurnedOffKeepsNobodyFromTheSecret() {
    road.authorizer = new UsersOf("deploy-key");
    ProviderInfo other = Fleet.withSupport(Fleet.ofKind(Fleet.ai("c"), "ci"), true, CREATE);
    road.providers.add(Fleet.inState(other, ProviderInfo.State.DISABLED, "is disabled"));
    road.providers.does("b", answers(new CiSecret(new Ref("b", "1"), "KEY", null)));

    assertThat(road.invoke("ci.secret.create", ASKED)).isInstanceOf(Outcome.Succeeded.class);
  }

  private static Failure failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused -> refused.failure();
      case Outcome.Failed failed -> failed.failure();
      default -> throw new AssertionError(outcome.toString());
    };
  }

  @Test
  void whereNoSecretIsNamedTheOtherVendorIsAsked() {
    road.providers.add(
        Fleet.withSupport(Fleet.ofKind(Fleet.ai("d"), "ci"), true, "pipeline.create"));
    road.providers.add(
        Fleet.withSupport(Fleet.ofKind(Fleet.ai("e"), "ci"), true, "pipeline.create"));
    road.route("r", "{'use': ['d', 'e']}");
    road.providers.does("d", fails(Failure.of(FailureCode.UNAVAILABLE, "down")));
    road.providers.does(
        "e", answers(new Pipeline(new Ref("e", "1"), "test", Ref.of("octo/hello"), true, null)));

    Outcome made =
        road.invoke(
            "ci.pipeline.create", new NewPipeline(Ref.of("octo/hello"), "test", null, "on: push"));

    assertThat(made).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("d", "e");
  }

  @Test
  void theRightToOneSecretIsNoRightToAnother() {
    road.authorizer = new UsersOf("deploy");

    assertThat(road.invoke("ci.secret.create", ASKED)).isInstanceOf(Outcome.Refused.class);
  }

  private record UsersOf(String secret) implements Authorizer {
    @Override
    public Verdict authorize(TenantScope scope, Principal principal, Capability capability) {
      return Verdict.allow("role", "Role operator.");
    }

    @Override
    public Verdict authorizeUse(TenantScope scope, Principal principal, String name) {
      return name.equals(secret)
          ? Verdict.allow("role", "Role operator.")
          : Verdict.deny("default deny", "Nothing grants it.");
    }
  }
}
