package io.auterity.control.access;

import io.auterity.control.access.store.KeyRow;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Acts;
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

/**
 * The check of grants: refuses those that match neither a capability nor an act.
 *
 * @param capabilities ids of those there are now
 * @param acts all that there are
 */
record GrantCheck(Supplier<? extends Collection<String>> capabilities, Supplier<Acts> acts) {

  private static final String SECRET = GrantAuthorizer.SECRET_USE.target() + ".";

  /** What the holder of a key may pass on. */
  Delegation delegation(KeyRow own) {
    return new Delegation(KeyGrants.read(own), own.expires(), acts.get());
  }

  /**
   * Checks what allows and what denies.
   *
   * @throws CallFailedException {@code invalid}, naming the pattern and the nearest that means
   *     something
   */
  void check(Grants wanted) {
    Known known = new Known(grantable(), capabilities.get());
    known.check("allow", wanted.allow());
    known.check("deny", wanted.deny());
  }

  private List<String> grantable() {
    return acts.get().all().stream()
        .filter(act -> !act.equals(GrantAuthorizer.ENTER))
        .map(Act::target)
        .toList();
  }

  /** Targets of acts, and ids of capabilities. */
  private record Known(List<String> acts, Collection<String> capabilities) {

    void check(String field, List<GrantPattern> patterns) {
      for (GrantPattern pattern : patterns) {
        if (!isMatched(pattern)) {
          String rule =
              "'%s' matches no capability and no action; %s"
                  .formatted(pattern.text(), fix(pattern));
          throw new CallFailedException(
              Failure.of(FailureCode.INVALID, field + ": " + rule).withFields(Map.of(field, rule)));
        }
      }
    }

    private boolean isMatched(GrantPattern pattern) {
      return pattern.text().startsWith(SECRET)
          || acts.stream().anyMatch(pattern::matches)
          || capabilities.stream().anyMatch(pattern::matches);
    }

    // Of another kind but the same operation is meant before what is only written alike.
    private String fix(GrantPattern pattern) {
      String operation = pattern.text().substring(pattern.text().indexOf('.') + 1);
      return capabilities.stream()
          .filter(id -> id.endsWith('.' + operation))
          .min(Comparator.comparingInt(String::length))
          .map("did you mean '%s'?"::formatted)
          .orElseGet(() -> Nearest.fix(pattern.text(), written(pattern)));
    }

    // With a star where the pattern has one, so that what is near is of the same width.
    private Set<String> written(GrantPattern pattern) {
      Set<String> valid = new LinkedHashSet<>();
      Stream.concat(acts.stream(), capabilities.stream())
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
}
