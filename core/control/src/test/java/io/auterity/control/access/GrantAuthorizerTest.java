package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.ProductActs;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.git.Git;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GrantAuthorizerTest {

  private static final Act RUN_READ = ProductActs.named("run.read");

  private final TenantScope tenant = TenantScope.authenticated(UUID.randomUUID());
  private final Principal caller = new Principal(UUID.randomUUID(), "p", Principal.Type.SERVICE);

  @Test
  void anErrorInDecidingDenies() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer(
            (scope, principal) -> {
              throw new IllegalStateException("broken");
            },
            ProductActs::all);

    Verdict verdict = authorizer.authorize(tenant, caller, RUN_READ);

    assertThat(verdict.permits()).isFalse();
    assertThat(verdict.rule()).isEqualTo("runtime_error:grants");
  }

  @Test
  void aStoredGrantThatCannotBeReadDenies() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer(
            (scope, principal) -> new Grants(Set.of(AccessRole.of("root")), List.of(), List.of()),
            ProductActs::all);

    assertThat(authorizer.authorize(tenant, caller, RUN_READ).permits()).isFalse();
  }

  @Test
  void aDatabaseThatIsAwayIsNoDenialForGood() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer(
            (scope, principal) -> {
              throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
            },
            ProductActs::all);

    assertThatThrownBy(() -> authorizer.authorize(tenant, caller, RUN_READ))
        .hasMessageContaining("away");
  }

  @Test
  void aSecretIsUsedByWhomItIsGrantedAndByWhoeverWritesSecrets() {
    assertThat(uses(grants("control:secret.use.openai*"), "openai-eu")).isTrue();
    assertThat(uses(grants("control:secret.use.openai*"), "github")).isFalse();
    assertThat(uses(grants("control:secret.use.*"), "github.app_1")).isTrue();
    assertThat(uses(grants("control:secret.write"), "github")).isTrue();
    assertThat(uses(Grants.of(AccessRole.ADMIN), "github")).isTrue();
    assertThat(uses(grants("control:resource.write"), "github")).isFalse();
    assertThat(uses(grants("control:secret.use"), "github")).isFalse();
    assertThat(uses(Grants.of(AccessRole.OPERATOR), "github")).isFalse();
  }

  @Test
  void aDenialOfASecretHoldsForWhoeverWritesSecretsToo() {
    Grants grants =
        new Grants(
            Set.of(AccessRole.ADMIN),
            List.of(),
            List.of(new GrantPattern("control:secret.use.prod-*")));

    assertThat(uses(grants, "prod-key")).isFalse();
    assertThat(uses(grants, "test-key")).isTrue();
  }

  @Test
  void aRefusalOfASecretSaysWhatWouldBeNeeded() {
    Verdict verdict = authorizer(Grants.NONE).authorizeUse(tenant, caller, "github");

    assertThat(verdict.reason())
        .isEqualTo(
            "nothing grants 'control:secret.use.github' to this caller; a caller who makes keys"
                + " may grant it, and control:secret.write includes it");
  }

  private boolean uses(Grants grants, String secret) {
    return authorizer(grants).authorizeUse(tenant, caller, secret).permits();
  }

  private static GrantAuthorizer authorizer(Grants grants) {
    return new GrantAuthorizer((scope, principal) -> grants, ProductActs::all);
  }

  private static Grants grants(String allow) {
    return new Grants(Set.of(), List.of(new GrantPattern(allow)), List.of());
  }

  @Test
  void whatConcernsAllTenantsIsDeniedToAnAdministrator() {
    GrantAuthorizer admin = authorizer(Grants.of(AccessRole.ADMIN));

    assertThat(admin.authorize(tenant, caller, RUN_READ).permits()).isTrue();
    assertThat(admin.authorize(tenant, caller, ProductActs.named("plugin.install")).permits())
        .isFalse();
    assertThat(
            authorizer(grants("control:plugin.install"))
                .authorize(tenant, caller, ProductActs.named("plugin.install"))
                .permits())
        .isTrue();
  }

  @Test
  void anActThatIsNotRegisteredAsItIsIsDenied() {
    GrantAuthorizer admin = authorizer(Grants.of(AccessRole.ADMIN));

    for (Act act :
        List.of(
            new Act("plugin.install", Trace.WITH_CHANGE, false),
            new Act("plugin.remove", Trace.WITH_CHANGE, true))) {
      Verdict verdict = admin.authorize(tenant, caller, act);

      assertThat(verdict.permits()).isFalse();
      assertThat(verdict.rule()).isEqualTo("runtime_error:grants");
    }
  }

  @Test
  void everyVerifiedCallerMayComeIn() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer((scope, principal) -> Grants.NONE, ProductActs::all);

    assertThat(authorizer.authorize(tenant, caller, GrantAuthorizer.ENTER).permits()).isTrue();
    assertThat(authorizer.authorize(tenant, caller, RUN_READ).permits()).isFalse();
  }

  @Test
  void thePlatformMayDoWhatIsItsOwnAlone() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer((scope, principal) -> Grants.NONE, ProductActs::all);
    Catalogue catalogue = Catalogue.of(new Binder(), List.of(Ai.class, Git.class));

    assertThat(
            List.of(
                "ai.tuning.get",
                "ai.tuning.list",
                "ai.tuning.settle",
                "git.webhook.list",
                "git.webhook.delete"))
        .allMatch(
            id -> authorizer.authorize(tenant, Principal.PLATFORM, catalogue.get(id)).permits());
    assertThat(
            List.of("ai.tuning.create", "ai.tuning.cancel", "ai.chat.create", "git.webhook.create"))
        .noneMatch(
            id -> authorizer.authorize(tenant, Principal.PLATFORM, catalogue.get(id)).permits());
    assertThat(authorizer.authorize(tenant, caller, catalogue.get("ai.tuning.get")).permits())
        .isFalse();
  }
}
