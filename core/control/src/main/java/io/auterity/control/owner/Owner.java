package io.auterity.control.owner;

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
    TEAM,
    PROJECT,
    USER;

    private final String wire = name().toLowerCase(Locale.ROOT);

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
}
