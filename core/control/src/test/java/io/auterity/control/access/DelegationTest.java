package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Acts;
import io.auterity.platform.call.ProductActs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DelegationTest {

  private static final Acts ACTS = ProductActs.all();

  private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void whatAnAdminHasItMayGive() {
    Grants admin = Grants.of(AccessRole.ADMIN);

    assertGiven(admin, Grants.of(AccessRole.ADMIN));
    assertGiven(admin, Grants.of(AccessRole.VIEWER));
    assertGiven(admin, allow("ai.*", "git.pull_request.create", "control:run.*"));
  }

  @Test
  void aRoleOrPatternThatIsNotHeldIsRefusedByName() {
    assertRefused(allow("control:key.write"), Grants.of(AccessRole.ADMIN), "role admin");
    assertRefused(Grants.of(AccessRole.OPERATOR), Grants.of(AccessRole.ADMIN), "role admin");
    assertRefused(Grants.of(AccessRole.OPERATOR), allow("control:key.read"), "control:key.read");
    assertRefused(allow("ai.chat.*"), allow("ai.*"), "grant ai.*");
    assertRefused(allow("*"), allow("control:*"), "grant control:*");
  }

  @Test
  void whatConcernsAllTenantsIsPassedOnByThoseAloneWhoHaveIt() {
    String install = ProductActs.named("plugin.install").target();

    assertRefused(Grants.of(AccessRole.ADMIN), allow(install), install);
    assertRefused(allow("control:*"), allow(install), install);
    assertGiven(allow(install), allow(install));
  }

  @Test
  void aNarrowerPatternMayBeGiven() {
    assertGiven(allow("ai.*"), allow("ai.chat.*"));
    assertGiven(allow("ai.*.create"), allow("ai.*.*.create"));
    assertGiven(Grants.of(AccessRole.OPERATOR), Grants.of(AccessRole.VIEWER));
  }

  @Test
  void whatIsDeniedStaysDenied() {
    Grants held = new Grants(Set.of(AccessRole.ADMIN), List.of(), globs("ai.*"));

    assertRefused(held, Grants.of(AccessRole.ADMIN), "deny ai.*");
    assertRefused(held, allow("ai.chat.create"), "deny ai.*");
    assertGiven(held, allow("git.issue.create"));
    assertGiven(held, new Grants(Set.of(AccessRole.ADMIN), List.of(), globs("a*")));
  }

  @Test
  void aKeyThatEndsGivesNoneThatLastsLonger() {
    Grants grants = allow("ai.*");

    assertThatCode(() -> new Delegation(grants, END, ACTS).require(grants, END))
        .doesNotThrowAnyException();
    assertRefused(grants, END, null);
    assertRefused(grants, END, END.plusSeconds(1));
  }

  private static Grants allow(String... patterns) {
    return new Grants(Set.of(), globs(patterns), List.of());
  }

  private static List<GrantPattern> globs(String... patterns) {
    return Arrays.stream(patterns).map(GrantPattern::new).toList();
  }

  private static void assertGiven(Grants held, Grants wanted) {
    assertThatCode(() -> new Delegation(held, null, ACTS).require(wanted, null))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(Grants held, Grants wanted, String named) {
    assertThatThrownBy(() -> new Delegation(held, null, ACTS).require(wanted, null))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.FORBIDDEN))
        .hasMessageContaining(named);
  }

  private static void assertRefused(Grants grants, Instant until, @Nullable Instant expires) {
    assertThatThrownBy(() -> new Delegation(grants, until, ACTS).require(grants, expires))
        .hasMessageContaining(until.toString());
  }
}
