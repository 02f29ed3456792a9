package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Verdict;
import io.auterity.spi.CallFailedException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GrantsTest {

  private static final String CALL = "ai.chat.create";

  @Example
  void whatNothingGrantsIsDenied() {
    Verdict verdict = Grants.NONE.decide(CALL);

    assertThat(verdict.permits()).isFalse();
    assertThat(verdict.rule()).isEqualTo("default deny");
    assertThat(verdict.reason()).contains(CALL);
  }

  @Example
  void aRoleAllowsAndSaysSo() {
    Verdict verdict = Grants.of(AccessRole.OPERATOR).decide(CALL);

    assertThat(verdict.permits()).isTrue();
    assertThat(verdict.rule()).isEqualTo("role operator");
  }

  @Example
  void aDenialWinsOverEveryRole() {
    Grants grants =
        new Grants(Set.of(AccessRole.ADMIN), List.of(), List.of(new GrantPattern("ai.*")));

    assertThat(grants.decide(CALL).permits()).isFalse();
    assertThat(grants.decide("text.pii.mask").permits()).isTrue();
  }

  @Example
  void whatConcernsAllTenantsIsGrantedByItsOwnNameAlone() {
    String install = Action.PLUGIN_INSTALL.target();
    List<GrantPattern> wide = List.of(new GrantPattern("control:*"));

    assertThat(new Grants(Set.of(AccessRole.ADMIN), wide, List.of()).decide(install).permits())
        .isFalse();
    List<GrantPattern> named = List.of(new GrantPattern(install));
    assertThat(new Grants(Set.of(), named, List.of()).decide(install).permits()).isTrue();
    assertThat(new Grants(Set.of(), named, wide).decide(install).permits()).isFalse();
  }

  @Example
  void aPatternGrantsWhatItCovers() {
    Grants grants = new Grants(Set.of(), List.of(new GrantPattern("tracker.issue.*")), List.of());

    assertThat(grants.decide("tracker.issue.create").rule()).isEqualTo("grant tracker.issue.*");
    assertThat(grants.decide("tracker.project.create").permits()).isFalse();
  }

  @Example
  void aPatternOverCapabilitiesNeverReachesTheControlPlane() {
    Grants grants = new Grants(Set.of(), List.of(new GrantPattern("*")), List.of());

    for (Action action : Action.values()) {
      assertThat(grants.decide(action.target()).permits()).isFalse();
    }
  }

  @Example
  void rolesDifferInWhatTheyMayDo() {
    assertThat(allowed(AccessRole.ADMIN))
        .containsExactlyElementsOf(
            Arrays.stream(Action.values()).filter(one -> one != Action.PLUGIN_INSTALL).toList());
    assertThat(allowed(AccessRole.OPERATOR))
        .contains(Action.RUN_START, Action.RUN_CANCEL, Action.RUN_READ)
        .doesNotContain(Action.RESOURCE_WRITE, Action.KEY_WRITE, Action.DOCUMENT_WRITE);
    assertThat(allowed(AccessRole.VIEWER))
        .contains(Action.RUN_READ, Action.DECISION_READ)
        .doesNotContain(Action.RUN_START, Action.RUN_CANCEL);
    assertThat(Grants.of(AccessRole.VIEWER).decide(CALL).permits()).isFalse();
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

  private static List<Action> allowed(AccessRole role) {
    return Arrays.stream(Action.values())
        .filter(action -> Grants.of(role).decide(action.target()).permits())
        .toList();
  }
}
