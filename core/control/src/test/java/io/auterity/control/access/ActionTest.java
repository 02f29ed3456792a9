package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionTest {

  @ParameterizedTest
  @EnumSource
  void thatItWasDoneIsToldBehindItOnlyWhereItWasToldThatItBegins(Action action) {
    boolean told =
        switch (action.trace()) {
          case AROUND -> true;
          case WITH_CHANGE, NONE -> false;
        };

    assertThat(action.tellsEnd(true)).isEqualTo(told);
  }

  @ParameterizedTest
  @EnumSource
  void thatItWasRefusedIsToldOfAll(Action action) {
    assertThat(action.tellsEnd(false)).isTrue();
  }
}
