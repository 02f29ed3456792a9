package io.auterity.control.owner;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.resource.SpecKind;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declarative resources {@code team}, {@code project} and {@code user}. */
public final class OwnerKind<S extends Record & Owner> extends SpecKind<S> {

  private final Owner.Kind kind;
  private final Owners owners;

  private OwnerKind(Owner.Kind kind, int order, Class<S> spec, Owners owners) {
    super(kind.wire(), order, spec);
    this.kind = kind;
    this.owners = owners;
  }

  /** One for each kind of owner, applied after those that it names. */
  public static List<ResourceKind> all(Owners owners) {
    return List.of(
        new OwnerKind<>(Owner.Kind.TEAM, 16, Owner.Team.class, owners),
        new OwnerKind<>(Owner.Kind.PROJECT, 17, Owner.Project.class, owners),
        new OwnerKind<>(Owner.Kind.USER, 15, Owner.User.class, owners));
  }

  @Override
  protected List<Problem> check(TenantScope scope, String id, S spec, ResourceSet others) {
    List<Problem> problems = new ArrayList<>();
    String parent = spec.parent();
    if (parent != null && others.get(Owner.Kind.TEAM.wire(), parent).isEmpty()) {
      problems.add(
          new Problem(
              "parent", "there is no team '%s'".formatted(parent), "apply that team first"));
    } else if (kind == Owner.Kind.TEAM && standsAboveItself(id, parent, others)) {
      problems.add(
          new Problem(
              "parent",
              "team '%s' would stand above itself".formatted(id),
              "choose a team that does not belong to it"));
    }
    for (int i = 0; i < spec.members().size(); i++) {
      String user = spec.members().get(i);
      if (others.get(Owner.Kind.USER.wire(), user).isEmpty()) {
        problems.add(
            new Problem(
                "members[%d]".formatted(i),
                "there is no user '%s'".formatted(user),
                "apply that user first"));
      }
    }
    if (spec instanceof Owner.User user && user.accounts() != null) {
      user.accounts()
          .forEach((provider, account) -> taken(id, provider, account, others, problems));
    }
    return problems;
  }

  private static void taken(
      String id, String provider, String account, ResourceSet others, List<Problem> problems) {
    others.list(Owner.Kind.USER.wire()).stream()
        .filter(other -> !other.id().equals(id))
        .filter(
            other ->
                other.spec().get("accounts") instanceof Json.Obj accounts
                    && account.equals(accounts.text(provider)))
        .findFirst()
        .ifPresent(
            other ->
                problems.add(
                    new Problem(
                        "accounts." + provider,
                        "the account '%s' is that of user '%s'".formatted(account, other.id()),
                        "leave it to one of them")));
  }

  private static boolean standsAboveItself(
      String team, @Nullable String parent, ResourceSet others) {
    Set<String> seen = new HashSet<>(Set.of(team));
    for (String at = parent; at != null; at = parent(at, others)) {
      if (!seen.add(at)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String parent(String team, ResourceSet others) {
    return others
        .get(Owner.Kind.TEAM.wire(), team)
        .map(resource -> resource.spec().text("parent"))
        .orElse(null);
  }

  @Override
  protected void applied(TenantScope scope, Resource resource, S spec) {
    owners.put(scope, kind.ref(resource.id()), spec);
  }

  @Override
  public void removed(TenantScope scope, String id) {
    owners.remove(scope, kind.ref(id));
  }
}
