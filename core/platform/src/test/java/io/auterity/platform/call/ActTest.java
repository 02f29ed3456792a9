package io.auterity.platform.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Act.Trace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActTest {

  private static final Act START = new Act("run.start", Trace.AROUND, false);
  private static final Act READ = new Act("run.read", Trace.NONE, false);
  private static final Act INSTALL = new Act("plugin.install", Trace.WITH_CHANGE, true);

  static Stream<Act> acts() {
    return ProductActs.all().all().stream();
  }

  @ParameterizedTest
  @MethodSource("acts")
  void thatItWasDoneIsToldBehindItOnlyWhereItWasToldThatItBegins(Act act) {
    boolean told =
        switch (act.trace()) {
          case AROUND -> true;
          case WITH_CHANGE, NONE -> false;
        };

    assertThat(act.tellsEnd(true)).isEqualTo(told);
  }

  @ParameterizedTest
  @MethodSource("acts")
  void thatItWasRefusedIsToldOfAll(Act act) {
    assertThat(act.tellsEnd(false)).isTrue();
  }

  @Test
  void grantsMatchItsNameBehindAColonWhichNoCapabilityHas() {
    assertThat(START.target()).isEqualTo("control:run.start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Run", "run.", ".run", "run start", "control:run", "run.*", "run_start"})
  void whatAGrantCouldNotNameIsNoName(String name) {
    assertThatThrownBy(() -> new Act(name, Trace.NONE, false))
        .hasMessageStartingWith("'%s' is no name of an act".formatted(name));
  }

  @Test
  void aRegistryHoldsActsByNameInTheOrderOfTheirNames() {
    Acts acts = new Acts(List.of(START, READ, INSTALL));

    assertThat(acts.all()).containsExactly(INSTALL, READ, START);
    assertThat(acts.named("run.start")).isEqualTo(START);
    assertThat(acts.ofInstallation()).containsExactly("control:plugin.install");
  }

  @Test
  void twoActsOfOneNameAreRefused() {
    Act other = new Act("run.start", Trace.NONE, true);

    assertThatThrownBy(() -> new Acts(List.of(START, READ, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are two acts 'run.start'")
        .hasMessageContaining("AROUND")
        .hasMessageContaining("NONE");
  }

  @Test
  void anActOfTheSameNameIsNotTheRegisteredOne() {
    Acts acts = new Acts(List.of(START, READ, INSTALL));

    assertThat(acts.registered(INSTALL)).isEqualTo(INSTALL);
    assertThatThrownBy(() -> acts.registered(new Act("plugin.install", Trace.WITH_CHANGE, false)))
        .hasMessageContaining("is not the act of that name");
    assertThatThrownBy(() -> acts.registered(new Act("run.end", Trace.NONE, false)))
        .hasMessageContaining("there is no act 'run.end'");
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    Acts acts = new Acts(List.of(START, READ, INSTALL));

    assertThatThrownBy(() -> acts.named("run.statr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no act 'run.statr'; did you mean 'run.start'?");
  }
}
