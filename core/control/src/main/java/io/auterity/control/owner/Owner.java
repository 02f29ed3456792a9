package io.auterity.control.owner;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A team, a project or a user.
 *
 * @param parent id of the team above it; null where none is
 * @param members ids of its users
 */
public record Owner(Kind kind, String id, @Nullable String parent, List<String> members) {

  public Owner {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(id);
    members = List.copyOf(members);
  }

  /** What sort of owner. */
  public enum Kind {
    TEAM(16),
    PROJECT(17),
    USER(15);

    private final String wire = name().toLowerCase(Locale.ROOT);
    private final int order;

    Kind(int order) {
      this.order = order;
    }

    /** When it is applied among the kinds of resources: after those that it names. */
    int order() {
      return order;
    }

    /** As resources and references write it. */
    public String wire() {
      return wire;
    }

    /** How one of them is referred to, e.g. {@code team/payments}. */
    public String ref(String id) {
      return wire + "/" + id;
    }
  }

  /** How it is referred to. */
  public String ref() {
    return kind.ref(id);
  }

  /** How the team above it is referred to; null where none is. */
  @Nullable String above() {
    return parent == null ? null : Kind.TEAM.ref(parent);
  }

  static Owner of(Kind kind, String id, Json.Obj spec) {
    List<String> members =
        spec.get("members") instanceof Json.Arr(List<Json> items)
            ? items.stream().map(item -> ((Json.Str) item).value()).toList()
            : List.of();
    return new Owner(kind, id, spec.text("parent"), members);
  }
}
