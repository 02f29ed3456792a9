package io.auterity.control.owner;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declarative resources {@code team}, {@code project} and {@code user}. */
public final class OwnerKind implements ResourceKind {

  private static final int LONGEST_TEXT = 65_536;

  private final Owner.Kind kind;
  private final Owners owners;
  private final Json.Obj schema;

  private OwnerKind(Owner.Kind kind, Owners owners) {
    this.kind = kind;
    this.owners = owners;
    this.schema = schemaText(kind.wire() + ".schema.json");
  }

  /** One for each kind of owner, in the order in which they may refer to each other. */
  public static List<ResourceKind> all(Owners owners) {
    return Arrays.stream(Owner.Kind.values())
        .<ResourceKind>map(kind -> new OwnerKind(kind, owners))
        .toList();
  }

  @Override
  public String name() {
    return kind.wire();
  }

  @Override
  public int order() {
    return kind.order();
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    Owner owner = Owner.of(kind, id, spec);
    List<Problem> problems = new ArrayList<>();
    String parent = owner.parent();
    if (parent != null && others.get(Owner.Kind.TEAM.wire(), parent).isEmpty()) {
      problems.add(
          new Problem(
              "parent", "there is no team '%s'".formatted(parent), "apply that team first"));
    } else if (kind == Owner.Kind.TEAM && standsAboveItself(owner, others)) {
      problems.add(
          new Problem(
              "parent",
              "team '%s' would stand above itself".formatted(id),
              "choose a team that does not belong to it"));
    }
    for (int i = 0; i < owner.members().size(); i++) {
      String user = owner.members().get(i);
      if (others.get(Owner.Kind.USER.wire(), user).isEmpty()) {
        problems.add(
            new Problem(
                "members[%d]".formatted(i),
                "there is no user '%s'".formatted(user),
                "apply that user first"));
      }
    }
    return problems;
  }

  private static boolean standsAboveItself(Owner team, ResourceSet others) {
    Set<String> seen = new HashSet<>(Set.of(team.id()));
    for (String at = team.parent(); at != null; at = parent(at, others)) {
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
  public void applied(TenantScope scope, Resource resource) {
    owners.put(scope, Owner.of(kind, resource.id(), resource.spec()));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    owners.remove(scope, kind.ref(id));
  }

  private static Json.Obj schemaText(String file) {
    try (InputStream in = Objects.requireNonNull(OwnerKind.class.getResourceAsStream(file))) {
      return new JsonReader(LONGEST_TEXT).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
