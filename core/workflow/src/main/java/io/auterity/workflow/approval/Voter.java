package io.auterity.workflow.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A voter, as known when the vote is given.
 *
 * @param name for people to read
 * @param user id of the user that the voter is; null where the caller stands for none
 * @param teams ids of the teams that the user belongs to
 * @param roles of the caller
 * @param starter whether the run was started by the same user
 */
public record Voter(
    String name, @Nullable String user, Set<String> teams, Set<String> roles, boolean starter) {
  public Voter {
    teams = Set.copyOf(teams);
    roles = Set.copyOf(roles);
  }

  /** What lists of those who are asked may have for the voter, as {@link Approvers#refs} has it. */
  public List<String> refs() {
    List<String> refs = new ArrayList<>(List.of(Approvers.EVERYONE));
    if (user != null) {
      refs.add(Approvers.USER + user);
    }
    refs.addAll(Approvers.refs(Approvers.TEAM, teams));
    refs.addAll(Approvers.refs(Approvers.ROLE, roles));
    return refs;
  }
}
