package io.auterity.control.owner;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A team, a project or a user, as its resource says it. */
public sealed interface Owner {

  /** What sort of owner. */
  enum Kind {
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

  /** Id of the team above it; null where none is. */
  default @Nullable String parent() {
    return null;
  }

  /** Ids of its users. */
  default List<String> members() {
    return List.of();
  }

  /** How the team above it is referred to; null where none is. */
  default @Nullable String above() {
    String team = parent();
    return team == null ? null : Kind.TEAM.ref(team);
  }

  /** The spec of a {@code team}. */
  @Description(
      "People who share keys and limits. What a limit of a team counts are the calls of its keys,"
          + " of its projects, and of the teams below it.")
  record Team(
      @Description("For people; the id where it is absent") @TextForm(least = 1, most = 100)
          @Nullable String name,
      @Description("Id of the team that it belongs to") @TextForm(least = 1)
          @Nullable String parent,
      @Description("Ids of users, who may hold its keys")
          @Size(most = 10_000, distinct = true)
          @TextForm(least = 1)
          @Default("[]")
          List<String> members)
      implements Owner {}

  /** The spec of a {@code project}. */
  @Description("A piece of work with keys and limits of its own.")
  record Project(
      @Description("For people; the id where it is absent") @TextForm(least = 1, most = 100)
          @Nullable String name,
      @Description("Id of the team that it belongs to, whose limits count its calls too")
          @TextForm(least = 1)
          @Nullable String parent,
      @Description("Ids of users, who may hold its keys")
          @Size(most = 10_000, distinct = true)
          @TextForm(least = 1)
          @Default("[]")
          List<String> members)
      implements Owner {}

  /** The spec of a {@code user}. */
  @Description(
      "A person who holds keys: their own, or those of teams and projects that they are a member"
          + " of.")
  record User(
      @Description("For people; the id where it is absent") @TextForm(least = 1, most = 100)
          @Nullable String name,
      @TextForm(pattern = "^[^@\\s]+@[^@\\s]+$", most = 320) @Nullable String email,
      @Description(
              "Accounts at messaging services that are theirs, by the id of the provider: what they"
                  + " answer there to a question about an approval is their vote")
          @Size(least = 1, most = 20)
          @TextForm(least = 1, most = 300)
          @Nullable Map<String, String> accounts)
      implements Owner {}
}
