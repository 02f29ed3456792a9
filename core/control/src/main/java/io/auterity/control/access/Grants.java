package io.auterity.control.access;

import io.auterity.platform.call.Acts;
import io.auterity.platform.call.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The grants of a principal: roles and patterns that allow, and patterns that deny. What nothing
 * allows is denied, and what one thing denies is denied whatever allows it.
 */
public record Grants(Set<AccessRole> roles, List<GrantPattern> allow, List<GrantPattern> deny) {

  /** Nothing at all. */
  public static final Grants NONE = new Grants(Set.of(), List.of(), List.of());

  public Grants {
    roles = Set.copyOf(roles);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** The grants of one role. */
  public static Grants of(AccessRole role) {
    return new Grants(Set.of(role), List.of(), List.of());
  }

  /** All that allows: the patterns of its roles and its own, one of each. */
  public Stream<GrantPattern> allowed() {
    return Stream.concat(roles.stream().flatMap(role -> role.grants().stream()), allow.stream())
        .distinct();
  }

  /** Decides about a capability id or the target of an act. */
  Verdict decide(String target, Acts acts) {
    Optional<Verdict> denied =
        firstMatch(deny, glob -> glob.matches(target))
            .map(
                glob ->
                    Verdict.deny(
                        "deny " + glob.text(), "'%s' is denied to this caller".formatted(target)));
    return denied.orElseGet(() -> allowedOrNot(target, acts));
  }

  /** Decides about a target that a wider one includes; a denial of either wins where it matches. */
  Verdict decide(String target, String wider, Acts acts) {
    Verdict own = decide(target, acts);
    boolean denied = firstMatch(deny, glob -> glob.matches(target)).isPresent();
    Verdict whole = own.permits() || denied ? own : decide(wider, acts);
    return whole.permits() ? whole : own;
  }

  private Verdict allowedOrNot(String target, Acts acts) {
    return allowing(target, acts)
        .map(rule -> Verdict.allow(rule, rule + " may use '" + target + "'"))
        .orElseGet(
            () ->
                Verdict.deny(
                    "default deny", "nothing grants '%s' to this caller".formatted(target)));
  }

  private Optional<String> allowing(String target, Acts acts) {
    for (AccessRole role : AccessRole.ALL) {
      if (roles.contains(role) && role.allows(target, acts)) {
        return Optional.of("role " + role.wire());
      }
    }
    return firstMatch(allow, glob -> glob.grants(target, acts)).map(glob -> "grant " + glob.text());
  }

  private static Optional<GrantPattern> firstMatch(
      List<GrantPattern> globs, Predicate<GrantPattern> fits) {
    for (GrantPattern glob : globs) {
      if (fits.test(glob)) {
        return Optional.of(glob);
      }
    }
    return Optional.empty();
  }
}
