package io.auterity.control.access;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The check of grants: refuses those that match neither a capability nor an action. */
final class GrantCheck {

  private static final String SECRET = Action.SECRET_USE.target() + ".";
  private static final List<String> ACTIONS =
      Stream.of(Action.values()).filter(act -> act != Action.ENTER).map(Action::target).toList();

  private final Supplier<? extends Collection<String>> capabilities;

  /**
   * @param capabilities ids of those there are now
   */
  GrantCheck(Supplier<? extends Collection<String>> capabilities) {
    this.capabilities = capabilities;
  }

  /**
   * Checks what allows and what denies.
   *
   * @throws CallFailedException {@code invalid}, naming the pattern and the nearest that means
   *     something
   */
  void check(Grants wanted) {
    Collection<String> ids = capabilities.get();
    check("allow", wanted.allow(), ids);
    check("deny", wanted.deny(), ids);
  }

  private static void check(String field, List<GrantPattern> patterns, Collection<String> ids) {
    for (GrantPattern pattern : patterns) {
      if (!means(pattern, ids)) {
        String rule =
            "'%s' matches no capability and no action; %s"
                .formatted(pattern.text(), fix(pattern, ids));
        throw new CallFailedException(
            Failure.of(FailureCode.INVALID, field + ": " + rule).withFields(Map.of(field, rule)));
      }
    }
  }

  private static boolean means(GrantPattern pattern, Collection<String> ids) {
    return pattern.text().startsWith(SECRET)
        || ACTIONS.stream().anyMatch(pattern::matches)
        || ids.stream().anyMatch(pattern::matches);
  }

  // Of another kind but the same operation is meant before what is only written alike.
  private static String fix(GrantPattern pattern, Collection<String> ids) {
    String operation = pattern.text().substring(pattern.text().indexOf('.') + 1);
    return ids.stream()
        .filter(id -> id.endsWith('.' + operation))
        .min(Comparator.comparingInt(String::length))
        .map("did you mean '%s'?"::formatted)
        .orElseGet(() -> Nearest.fix(pattern.text(), written(pattern, ids)));
  }

  // With a star where the pattern has one, so that what is near is of the same width.
  private static Set<String> written(GrantPattern pattern, Collection<String> ids) {
    Set<String> valid = new LinkedHashSet<>();
    Stream.concat(ACTIONS.stream(), ids.stream())
        .forEach(
            id -> {
              valid.add(id);
              for (int dot = id.indexOf('.'); pattern.isOpen() && dot > 0; ) {
                valid.add(id.substring(0, dot + 1) + '*');
                dot = id.indexOf('.', dot + 1);
              }
            });
    return valid;
  }
}
