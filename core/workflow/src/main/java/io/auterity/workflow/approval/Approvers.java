package io.auterity.workflow.approval;

import io.auterity.spi.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The people who may vote on an approval: those whom any of the lists names; everyone where all are
 * empty.
 *
 * @param teams ids
 * @param people ids of users
 * @param roles as access has them, e.g. {@code operator}
 * @param notStarter whether the one who started the run may not
 * @param notSame ids of users who may not, since they have decided before
 */
public record Approvers(
    Set<String> teams,
    Set<String> people,
    Set<String> roles,
    boolean notStarter,
    Set<String> notSame) {

  static final String TEAM = "team/";
  static final String USER = "user/";
  static final String ROLE = "role/";
  static final String EVERYONE = "*";

  public Approvers {
    teams = Set.copyOf(teams);
    people = Set.copyOf(people);
    roles = Set.copyOf(roles);
    notSame = Set.copyOf(notSame);
  }

  /** Why a voter may not vote; null when the voter may. */
  @Nullable String refusal(Voter voter) {
    String user = voter.user();
    if (user == null) {
      return ("'%s' stands for no user: a person votes as the user of the same verified address, a"
              + " key as its holder; apply a user of that address, or name a holder of the key")
          .formatted(voter.name());
    }
    if (!named(voter, user)) {
      return "'%s' is not among those who are asked: %s".formatted(user, described());
    }
    if (notStarter && voter.starter()) {
      return "'%s' started the run; another user must decide".formatted(user);
    }
    return notSame.contains(user)
        ? "'%s' has decided a step before it; another user must decide".formatted(user)
        : null;
  }

  private boolean named(Voter voter, String user) {
    boolean everyone = teams.isEmpty() && people.isEmpty() && roles.isEmpty();
    return everyone
        || people.contains(user)
        || !Collections.disjoint(teams, voter.teams())
        || !Collections.disjoint(roles, voter.roles());
  }

  private String described() {
    return Stream.of(
            described("teams ", teams), described("people ", people), described("roles ", roles))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /**
   * Those whom the lists name, each as {@code team/ID}, {@code user/ID} or {@code role/NAME}; one
   * {@code *} for everyone.
   */
  public List<String> refs() {
    List<String> refs =
        Stream.of(refs(TEAM, teams), refs(USER, people), refs(ROLE, roles))
            .flatMap(List::stream)
            .toList();
    return refs.isEmpty() ? List.of(EVERYONE) : refs;
  }

  static List<String> refs(String kind, Set<String> ids) {
    return new TreeSet<>(ids).stream().map(kind::concat).toList();
  }

  private static String described(String what, Set<String> ids) {
    return ids.isEmpty() ? "" : what + String.join(", ", new TreeSet<>(ids));
  }

  /** Those who may vote after others were asked as well. */
  Approvers with(Approvers others) {
    return new Approvers(
        union(teams, others.teams),
        union(people, others.people),
        union(roles, others.roles),
        notStarter || others.notStarter,
        union(notSame, others.notSame));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  Json.Obj json() {
    Map<String, Json> json = new LinkedHashMap<>();
    json.put("teams", list(teams));
    json.put("people", list(people));
    json.put("roles", list(roles));
    json.put("notStarter", Json.of(notStarter));
    json.put("notSame", list(notSame));
    return new Json.Obj(json);
  }

  static Approvers read(Json.Obj json) {
    return new Approvers(
        set(json, "teams"),
        set(json, "people"),
        set(json, "roles"),
        Json.of(true).equals(json.get("notStarter")),
        set(json, "notSame"));
  }

  private static Json list(Set<String> ids) {
    return Json.array(new TreeSet<>(ids).stream().map(Json::of).toList());
  }

  static Set<String> set(Json.Obj json, String name) {
    return json.get(name) instanceof Json.Arr(var items)
        ? items.stream()
            .filter(Json.Str.class::isInstance)
            .map(item -> ((Json.Str) item).value())
            .collect(Collectors.toSet())
        : Set.of();
  }
}
