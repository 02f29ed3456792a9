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
    Verdict verdict = Grants.of(Role.OPERATOR).decide(CALL);

    assertThat(verdict.permits()).isTrue();
    assertThat(verdict.rule()).isEqualTo("role operator");
  }

  @Example
  void aDenialWinsOverEveryRole() {
    Grants grants = new Grants(Set.of(Role.ADMIN), List.of(), List.of(new Glob("ai.*")));

    assertThat(grants.decide(CALL).permits()).isFalse();
    assertThat(grants.decide("text.pii.mask").permits()).isTrue();
  }

  @Example
  void aPatternGrantsWhatItCovers() {
    Grants grants = new Grants(Set.of(), List.of(new Glob("tracker.issue.*")), List.of());

    assertThat(grants.decide("tracker.issue.create").rule()).isEqualTo("grant tracker.issue.*");
    assertThat(grants.decide("tracker.project.create").permits()).isFalse();
  }

  @Example
  void aPatternOverCapabilitiesNeverReachesTheControlPlane() {
    Grants grants = new Grants(Set.of(), List.of(new Glob("*")), List.of());

    for (Action action : Action.values()) {
      assertThat(grants.decide(action.target()).permits()).isFalse();
    }
  }

  @Example
  void rolesDifferInWhatTheyMayDo() {
    assertThat(allowed(Role.ADMIN)).containsExactly(Action.values());
    assertThat(allowed(Role.OPERATOR))
        .contains(Action.RUN_START, Action.RUN_CANCEL, Action.RUN_READ)
        .doesNotContain(Action.RESOURCE_WRITE, Action.KEY_WRITE, Action.DOCUMENT_WRITE);
    assertThat(allowed(Role.VIEWER))
        .contains(Action.RUN_READ, Action.DECISION_READ)
        .doesNotContain(Action.RUN_START, Action.RUN_CANCEL);
    assertThat(Grants.of(Role.VIEWER).decide(CALL).permits()).isFalse();
  }

  @Property
  void aStarCoversWhatever(@ForAll String text) {
    assertThat(new Glob("*").matches(text)).isEqualTo(text.indexOf(':') < 0);
  }

  @Example
  void aPatternBacktracks() {
    assertThat(new Glob("a*b*c").matches("aXbXbXc")).isTrue();
    assertThat(new Glob("a*b*c").matches("aXbXbX")).isFalse();
    assertThat(new Glob("a.b").matches("axb")).isFalse();
    assertThat(new Glob("a.b").matches("a.b.c")).isFalse();
  }

  @Example
  void whatIsNoPatternIsRefused() {
    assertThatThrownBy(() -> new Glob("ai.chat.create; drop"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("is no grant");
    assertThatThrownBy(() -> Role.of("root"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("use admin, operator or viewer");
  }

  private static List<Action> allowed(Role role) {
    return Arrays.stream(Action.values())
        .filter(action -> Grants.of(role).decide(action.target()).permits())
        .toList();
  }
}
