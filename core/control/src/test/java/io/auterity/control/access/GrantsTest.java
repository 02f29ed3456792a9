package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Acts;
import io.auterity.platform.call.ProductActs;
import io.auterity.platform.call.Verdict;
import io.auterity.spi.CallFailedException;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GrantsTest {

  private static final Acts ACTS = ProductActs.all();

  private static final String CALL = "ai.chat.create";

  @Example
  void whatNothingGrantsIsDenied() {
    Verdict verdict = Grants.NONE.decide(CALL, ACTS);

    assertThat(verdict.permits()).isFalse();
    assertThat(verdict.rule()).isEqualTo("default deny");
    assertThat(verdict.reason()).contains(CALL);
  }

  @Example
  void aRoleAllowsAndSaysSo() {
    Verdict verdict = Grants.of(AccessRole.OPERATOR).decide(CALL, ACTS);

    assertThat(verdict.permits()).isTrue();
    assertThat(verdict.rule()).isEqualTo("role operator");
  }

  @Example
  void aDenialWinsOverEveryRole() {
    Grants grants =
        new Grants(Set.of(AccessRole.ADMIN), List.of(), List.of(new GrantPattern("ai.*")));

    assertThat(grants.decide(CALL, ACTS).permits()).isFalse();
    assertThat(grants.decide("text.pii.mask", ACTS).permits()).isTrue();
  }

  @Example
  void whatConcernsAllTenantsIsGrantedByItsOwnNameAlone() {
    String install = ProductActs.named("plugin.install").target();
    List<GrantPattern> wide = List.of(new GrantPattern("control:*"));

    assertThat(
            new Grants(Set.of(AccessRole.ADMIN), wide, List.of()).decide(install, ACTS).permits())
        .isFalse();
    List<GrantPattern> named = List.of(new GrantPattern(install));
    assertThat(new Grants(Set.of(), named, List.of()).decide(install, ACTS).permits()).isTrue();
    assertThat(new Grants(Set.of(), named, wide).decide(install, ACTS).permits()).isFalse();
  }

  @Example
  void aPatternGrantsWhatItCovers() {
    Grants grants = new Grants(Set.of(), List.of(new GrantPattern("tracker.issue.*")), List.of());

    assertThat(grants.decide("tracker.issue.create", ACTS).rule())
        .isEqualTo("grant tracker.issue.*");
    assertThat(grants.decide("tracker.project.create", ACTS).permits()).isFalse();
  }

  @Example
  void aPatternOverCapabilitiesNeverReachesTheControlPlane() {
    Grants grants = new Grants(Set.of(), List.of(new GrantPattern("*")), List.of());

    for (Act act : ACTS.all()) {
      assertThat(grants.decide(act.target(), ACTS).permits()).isFalse();
    }
  }

  @Example
  void rolesDifferInWhatTheyMayDo() {
    assertThat(allowed(AccessRole.ADMIN))
        .containsExactlyElementsOf(
            ACTS.all().stream()
                .map(Act::name)
                .filter(name -> !name.equals("plugin.install"))
                .toList());
    assertThat(allowed(AccessRole.OPERATOR))
        .contains("run.start", "run.cancel", "run.read")
        .doesNotContain("resource.write", "key.write", "document.write");
    assertThat(allowed(AccessRole.VIEWER))
        .contains("run.read", "decision.read")
        .doesNotContain("run.start", "run.cancel");
    assertThat(Grants.of(AccessRole.VIEWER).decide(CALL, ACTS).permits()).isFalse();
  }

  @Example
  void noRoleHasWhatConcernsAllTenants() {
    List<String> ofInstallation =
        ACTS.all().stream().filter(Act::installation).map(Act::name).toList();

    assertThat(ofInstallation).isNotEmpty();
    for (AccessRole role : AccessRole.values()) {
      assertThat(allowed(role)).doesNotContainAnyElementsOf(ofInstallation);
      assertThat(role.grants())
          .extracting(GrantPattern::text)
          .doesNotContainAnyElementsOf(ACTS.ofInstallation());
    }
  }

  @Example
  void aPatternCoversNothingBeyondItsEnd() {
    assertThat(new GrantPattern("ai.chat").matches("ai.chat\0")).isFalse();
    assertThat(new GrantPattern("ai.*").matches("ai.\0")).isTrue();
  }

  @Property
  void aStarCoversWhatever(@ForAll String text) {
    assertThat(new GrantPattern("*").matches(text)).isEqualTo(text.indexOf(':') < 0);
  }

  @Example
  void aPatternBacktracks() {
    assertThat(new GrantPattern("a*b*c").matches("aXbXbXc")).isTrue();
    assertThat(new GrantPattern("a*b*c").matches("aXbXbX")).isFalse();
    assertThat(new GrantPattern("a.b").matches("axb")).isFalse();
    assertThat(new GrantPattern("a.b").matches("a.b.c")).isFalse();
  }

  @Example
  void whatIsNoPatternIsRefused() {
    assertThatThrownBy(() -> new GrantPattern("ai.chat.create; drop"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("is no grant");
    assertThatThrownBy(() -> AccessRole.of("root"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("use admin, operator, viewer or auditor");
  }

  private static List<String> allowed(AccessRole role) {
    return ACTS.all().stream()
        .filter(act -> Grants.of(role).decide(act.target(), ACTS).permits())
        .map(Act::name)
        .toList();
  }
}
