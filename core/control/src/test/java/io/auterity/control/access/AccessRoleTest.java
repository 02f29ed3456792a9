package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRoleTest {

  @ParameterizedTest
  @CsvSource({
    "admin, admin, admin",
    "admin, viewer, viewer",
    "operator, viewer auditor, viewer",
    "admin, operator auditor, operator auditor",
    "viewer, auditor, ''",
    "viewer, '', ''",
  })
  void whatTwoHaveInCommonIsWhatBothGive(String one, String other, String common) {
    assertThat(AccessRole.common(roles(one), roles(other))).isEqualTo(roles(common));
    assertThat(AccessRole.common(roles(other), roles(one))).isEqualTo(roles(common));
  }

  private static Set<AccessRole> roles(String text) {
    return Arrays.stream(text.split(" "))
        .filter(name -> !name.isEmpty())
        .map(name -> AccessRole.valueOf(name.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(AccessRole.class)));
  }
}
